-- What came due and so brought a reply that nobody had asked for; null for answers.
alter table outbox add column due text;

-- What is due is found in the index alone.
drop index wake_due;
create index wake_due on wake (due_at, chat_id, kind);
