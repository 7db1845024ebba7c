-- The topic of a forum in which an owner last said something: what is said there by itself goes there too.
alter table owner add column thread bigint;
