BEGIN TRANSACTION;
CREATE TABLE answer (
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
    answered_at text not null, span text, weeks double precision,
    primary key (chat_id, session, question, standing),
    foreign key (chat_id, session) references session (chat_id, number) on update cascade on delete cascade
);
INSERT INTO "answer" VALUES(1,1,'trade','settled','known','trades',NULL,NULL,NULL,NULL,'Trades, home services',3,2,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'path','settled','known','talk',NULL,NULL,NULL,NULL,'we talk first',5,3,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'people','settled','known',NULL,50.0,3.87922976759475233174e+01,6.44457830490943166506e+01,'lognormal','around 50',7,4,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'talked','settled','known',NULL,45.0,3.95998764088578312234e+01,5.11365232328614425236e+01,'lognormal','most',9,5,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'customers','settled','known',NULL,5.0,5.0,5.0,'exact','5',11,6,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'room','settled','known',NULL,15.0,15.0,15.0,'exact','15',13,7,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'busy','settled','known','swamped',NULL,NULL,NULL,NULL,'swamped',15,8,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'wanted','settled','known',NULL,4.0,4.0,4.0,'exact','4',17,9,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'fit','settled','known',NULL,8.0,8.0,8.0,'exact','8',19,10,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(1,1,'reason','settled','known','quiet',NULL,NULL,NULL,NULL,'went quiet',21,11,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(2,1,'trade','settled','known','shop',NULL,NULL,NULL,NULL,'shop',25,13,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(2,1,'path','settled','known','talk',NULL,NULL,NULL,NULL,'we talk first',27,14,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(2,1,'people','settled','known',NULL,40.0,3.10338381407580214958e+01,5.15566264392754547429e+01,'lognormal','about 40',29,15,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(3,1,'trade','settled','known','trades',NULL,NULL,NULL,NULL,'plumber',33,17,'2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "answer" VALUES(4,2,'trade','settled','known','shop',NULL,NULL,NULL,NULL,'shop',43,23,'2026-11-23T10:00:00.000Z',NULL,NULL);
CREATE TABLE business (
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
INSERT INTO "business" VALUES(1,1,NULL,'trades',NULL,NULL,1,'2026-11-23T10:00:00.000Z');
INSERT INTO "business" VALUES(2,1,NULL,NULL,NULL,NULL,NULL,'2026-11-23T10:00:00.000Z');
INSERT INTO "business" VALUES(3,1,NULL,NULL,NULL,NULL,NULL,'2026-11-23T10:00:00.000Z');
INSERT INTO "business" VALUES(4,1,NULL,NULL,NULL,NULL,NULL,'2026-11-23T10:00:00.000Z');
CREATE TABLE inbox (
    update_id bigint primary key,
    chat_id bigint not null,
    process text not null,
    is_last smallint not null,
    event text not null
);
INSERT INTO "inbox" VALUES(9999,4,'',0,'{"update_id":9999,"chat_id":4,"chat_kind":"private","user_id":4,"language":"en","at":"2026-11-23T10:00:00Z","what":{"type":"Text","text":"unread","message_id":1},"name":"","thread":null,"after_repeat":false,"stored":false}');
CREATE TABLE life (
    name text primary key,
    at text not null
);
CREATE TABLE migration (number integer primary key, done_at text not null);
INSERT INTO "migration" VALUES(1,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(2,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(3,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(4,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(5,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(6,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(7,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(8,'2026-11-23T10:00:00.000Z');
INSERT INTO "migration" VALUES(9,'2026-11-23T10:00:00.000Z');
CREATE TABLE objection (
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
CREATE TABLE outbox (
    id bigint primary key,
    chat_id bigint not null,
    method text not null,
    parameters text not null,
    urgent integer not null,
    update_id bigint,
    created_at text not null,
    process text not null default ''
, due text);
INSERT INTO "outbox" VALUES(1,1,'sendMessage','{"text": "left over"}',1,NULL,'2026-11-23T10:00:00.000Z','',NULL);
CREATE TABLE owner (
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
    offered text
, thread bigint);
INSERT INTO "owner" VALUES(1,1,'private','en',1,1,NULL,NULL,NULL,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z','[["How do I do that?","/step how reopen_quotes #1"],["What if …","/whatif 1"],["How did you work that out?","/how 1"],["Change an answer","/fix 1"],["Ask me every week","/weekly"]]',NULL);
INSERT INTO "owner" VALUES(2,2,'private','de',1,1,NULL,NULL,NULL,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "owner" VALUES(3,3,'private','en',1,1,'2026-11-23T10:00:00.000Z',NULL,NULL,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z','[["Go on","/resume"],["Start over","/restart"],["Delete it","/discard"]]',NULL);
INSERT INTO "owner" VALUES(4,4,'private','en',1,2,NULL,NULL,NULL,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL,NULL);
CREATE TABLE picture (
    chat_id bigint not null references owner (chat_id) on update cascade on delete cascade,
    fingerprint text not null,
    file_id text not null,
    made_at text not null,
    primary key (chat_id, fingerprint)
);
INSERT INTO "picture" VALUES(1,'5c1eb7fb17917d3c43ef8aba88ce6e2136c357bcc37cc087ca9d51d23fef42ac','photo-000001','2026-11-23T10:00:00.000Z');
CREATE TABLE process (
    name text primary key,
    number integer not null,
    alive_until double precision not null
);
CREATE TABLE profile (
    name text primary key,
    hash text not null
);
CREATE TABLE put_aside (
    chat_id bigint not null,
    update_id bigint not null,
    kind text not null,
    error text not null,
    places text not null,
    at text not null,
    primary key (chat_id, update_id, kind, at)
);
CREATE TABLE schedule (
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
    snoozed_at text, about text check (about in ('last', 'running')), nudge text check (nudge in ('offered', 'yes', 'no')),
    primary key (chat_id, business),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);
CREATE TABLE seen (
    update_id bigint primary key,
    seen_at text not null
);
INSERT INTO "seen" VALUES(1,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(2,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(3,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(4,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(5,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(6,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(7,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(8,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(9,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(10,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(11,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(12,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(13,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(14,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(15,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(16,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(17,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(18,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(19,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(20,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(21,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(22,'2026-11-23T10:00:00.000Z');
INSERT INTO "seen" VALUES(23,'2026-11-23T10:00:00.000Z');
CREATE TABLE session (
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
    about text,
    primary key (chat_id, number),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);
INSERT INTO "session" VALUES(1,1,1,'checkup','done','review','reason',NULL,0,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL);
INSERT INTO "session" VALUES(2,1,1,'checkup','open','ask','talked',NULL,0,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "session" VALUES(3,1,1,'checkup','kept','ask','path',NULL,0,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL,NULL);
INSERT INTO "session" VALUES(4,1,1,'checkup','dropped','ask','path',NULL,0,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL);
INSERT INTO "session" VALUES(4,2,1,'checkup','open','ask','path',NULL,0,'2026-11-23T10:00:00.000Z','2026-11-23T10:00:00.000Z',NULL,NULL);
CREATE TABLE step (
    chat_id bigint not null,
    business integer not null,
    action text not null,
    said text not null check (said in ('done', 'worked', 'failed', 'already', 'cant', 'another')),
    said_at text not null,
    following text,
    primary key (chat_id, business, action),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);
CREATE TABLE verdict (
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
INSERT INTO "verdict" VALUES(1,1,1,'sales_skill','most_likely',8.15146260591446680798e-01,'reopen_quotes','2026-11-23T10:00:00.000Z');
CREATE TABLE wake (
    chat_id bigint not null references owner (chat_id) on update cascade on delete cascade,
    kind text not null,
    due_at text not null,
    primary key (chat_id, kind)
);
INSERT INTO "wake" VALUES(2,'nudge','2026-11-24T10:00:00.000Z');
INSERT INTO "wake" VALUES(4,'nudge','2026-11-24T10:00:00.000Z');
CREATE TABLE week (
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
    step text,
    done integer,
    kind text,
    word text,
    action text,
    announced text,
    due_at text,
    sent_at text,
    answered_at text, note text, apart integer,
    primary key (chat_id, business, week),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);
CREATE INDEX seen_at on seen (seen_at);
CREATE INDEX outbox_chat on outbox (chat_id, id);
CREATE INDEX wake_due on wake (due_at, chat_id, kind);
CREATE INDEX inbox_chat on inbox (chat_id, update_id);
COMMIT;
