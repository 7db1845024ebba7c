-- Updates that failed alone, time and again, so that nobody else has to wait for them: what an operator needs to find out
-- why, and nothing that an owner wrote. What came due by itself has no number of an update: there it is 0.
create table put_aside (
    chat_id bigint not null,
    update_id bigint not null,
    kind text not null,
    error text not null,
    -- in the code, outermost first, a line each
    places text not null,
    at text not null,
    primary key (chat_id, update_id, kind, at)
);
