-- What an owner said last of a step of the week, and the step that was given for it.
create table step (
    chat_id bigint not null,
    business integer not null,
    action text not null,
    said text not null check (said in ('done', 'worked', 'failed', 'already', 'cant', 'another')),
    said_at text not null,
    following text,
    primary key (chat_id, business, action),
    foreign key (chat_id, business) references business (chat_id, number) on update cascade on delete cascade
);
