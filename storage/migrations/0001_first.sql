-- Who chats: a person in a private chat, or a group with the person who began.
create table owner (
    chat_id bigint primary key,
    user_id bigint not null,
    kind text not null check (kind in ('private', 'group')),
    language text not null,
    business integer not null,
    sessions integer not null,
    blocked_at text,
    awaits text,
    warned_at text,
    created_at text not null,
    seen_at text not null,
    -- the buttons last shown beside the questions, as JSON: their labels may be typed
    offered text
);

create table business (
    chat_id bigint not null references owner (chat_id) on update cascade on delete cascade,
    number integer not null,
    name text,
    trade text,
    time_zone text,
    currency text,
    checkup integer,
    created_at text not null,
    primary key (chat_id, number)
);

-- A flow with its answers so far. The current question follows from the answers; what was last asked tells a stale tap.
create table session (
    chat_id bigint not null,
    number integer not null,
    business integer not null,
    flow text not null,
    state text not null check (state in ('open', 'kept', 'done', 'dropped')),
    step text not null check (step in ('ask', 'range', 'confirm', 'settle', 'review', 'choose')),
    asked text,
    returning_to text,
    misses integer not null,
    started_at text not null,
    touched_at text not null,
    ended_at text,
    -- the week of a check-in
    about text,
    primary key (chat_id, number),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);

-- What was understood, beside what was typed. A proposed answer waits for the owner to say which of two is right.
create table answer (
    chat_id bigint not null,
    session integer not null,
    question text not null,
    standing text not null check (standing in ('settled', 'proposed')),
    state text not null check (state in ('known', 'unknown', 'skipped')),
    choice text,
    value double precision,
    low double precision,
    high double precision,
    law text check (law in ('exact', 'lognormal', 'uniform')),
    typed text not null,
    message_id bigint,
    update_id bigint not null,
    answered_at text not null,
    primary key (chat_id, session, question, standing),
    foreign key (chat_id, session) references session (chat_id, number) on update cascade on delete cascade
);

create table verdict (
    chat_id bigint not null,
    session integer not null,
    number integer not null,
    kind text not null,
    word text not null,
    sure double precision not null,
    action text,
    given_at text not null,
    primary key (chat_id, session, number),
    foreign key (chat_id, session) references session (chat_id, number) on update cascade on delete cascade
);

-- Verdicts on activities that owners see differently.
create table objection (
    chat_id bigint not null,
    session integer not null,
    text text not null,
    verdict text not null,
    rule text not null,
    opinion text,
    at text not null,
    primary key (chat_id, session),
    foreign key (chat_id, session) references session (chat_id, number) on update cascade on delete cascade
);

-- When an owner wants the weekly question: a time on their own clock.
create table schedule (
    chat_id bigint not null,
    business integer not null,
    weekday integer not null check (weekday between 0 and 6),
    hour integer not null check (hour between 0 and 23),
    minute integer not null check (minute between 0 and 59),
    zone text not null,
    paused_until text,
    since text,
    started text not null,
    snoozed_week text,
    snoozed_at text,
    primary key (chat_id, business),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);

-- The ledger of the weeks, named as ISO 8601 does (2026-W48), with their numbers. A number has a law when it is known,
-- "unknown" or "skipped" when the owner said so, and null when it was not asked for.
create table week (
    chat_id bigint not null,
    business integer not null,
    week text not null,
    outcome text not null check (outcome in ('sent', 'answered', 'skipped', 'expired')),
    people double precision,
    people_low double precision,
    people_high double precision,
    people_law text check (people_law in ('exact', 'lognormal', 'uniform', 'unknown', 'skipped')),
    talked double precision,
    talked_low double precision,
    talked_high double precision,
    talked_law text check (talked_law in ('exact', 'lognormal', 'uniform', 'unknown', 'skipped')),
    customers double precision,
    customers_low double precision,
    customers_high double precision,
    customers_law text check (customers_law in ('exact', 'lognormal', 'uniform', 'unknown', 'skipped')),
    orders double precision,
    orders_low double precision,
    orders_high double precision,
    orders_law text check (orders_law in ('exact', 'lognormal', 'uniform', 'unknown', 'skipped')),
    typed text not null,
    -- the step given the week before, and whether it was done
    step text,
    done integer,
    -- the verdict with these numbers, the step given then, and the kind of verdict announced as a change
    kind text,
    word text,
    action text,
    announced text,
    due_at text,
    sent_at text,
    answered_at text,
    primary key (chat_id, business, week),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);

-- When to look at a chat again by itself: a nudge, a weekly check-in.
create table wake (
    chat_id bigint not null references owner (chat_id) on update cascade on delete cascade,
    kind text not null,
    due_at text not null,
    primary key (chat_id, kind)
);
create index wake_due on wake (due_at);

-- When this bot was last seen alive.
create table life (
    name text primary key,
    at text not null
);

-- Updates that were handled, so that one that comes twice is known.
create table seen (
    update_id bigint primary key,
    seen_at text not null
);
create index seen_at on seen (seen_at);

-- What Telegram calls the pictures that were sent, so that the same one is sent again without painting it. A picture is
-- known by a hash of its drawing. Each owner's are their own and go with them: by its name Telegram gives a picture back.
create table picture (
    chat_id bigint not null references owner (chat_id) on update cascade on delete cascade,
    fingerprint text not null,
    file_id text not null,
    made_at text not null,
    primary key (chat_id, fingerprint)
);

-- Replies that were decided and not yet sent, and by which process. No reference to the owner: the last word to one who
-- left must go out too.
create table outbox (
    id bigint primary key,
    chat_id bigint not null,
    method text not null,
    parameters text not null,
    urgent integer not null,
    update_id bigint,
    created_at text not null,
    process text not null default ''
);
create index outbox_chat on outbox (chat_id, id);

-- Processes that share the database; each stays alive for so long, in seconds since 1970 on the server's clock.
create table process (
    name text primary key,
    number integer not null,
    alive_until double precision not null
);
