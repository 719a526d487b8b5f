"""What a reader of people's own spelling raises where it cannot say what was meant."""


class UnclearError(ValueError):
    """A text that is not what was asked for; its message is one sentence for whoever wrote it, in their language."""
