"""What the operator sets and sees: settings, logs, metrics, health, retention."""
