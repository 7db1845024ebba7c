-- What came due and so brought a reply that nobody had asked for; null for answers.
alter table outbox add column due text;
