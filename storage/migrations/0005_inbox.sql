-- Updates that are acknowledged and not handled yet: of a chat that sends more than a turn takes, or one whose file is to
-- be fetched first. A row goes with the commit that handles it; those of a chat are handled in the order of their numbers.
create table inbox (
    update_id bigint primary key,
    chat_id bigint not null,
    -- which handles it, where processes share the database
    process text not null,
    -- 1 where what came after it was left out
    is_last smallint not null,
    -- JSON, without the name of who sent it
    event text not null
);
create index inbox_chat on inbox (chat_id, update_id);
