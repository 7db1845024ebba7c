"""What is said to what was heard: questions about the verdict, remarks, the step, commands, and what was not understood."""
