"""What happened in a chat, or with an update: told to the operator from what is kept, by the code that decided it."""
