"""The owner's data: seen, taken along, corrected, brought back and destroyed by the owner, and shown to nobody else."""
