"""What can go wrong with annotations, said so that a user can mend it."""

from seeds.errors import ZhupiError


class ReadOnlyError(ZhupiError):
    """The annotations of an article cannot be changed just now."""


class UnfaithfulError(OSError):
    """What was written to the disk is not what is read back."""


class ChangedOutsideError(Exception):
    """Another program changed a file that was about to be replaced."""
