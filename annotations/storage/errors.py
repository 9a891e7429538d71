"""Define the errors of storing annotations, each worded so that a user can repair what is wrong."""

from seeds.errors import ZhupiError


class ReadOnlyError(ZhupiError):
    """Report that the annotations of an article cannot be changed just now."""


class UnfaithfulError(OSError):
    """Report that what was written to the disk is not what is read back."""


class ChangedOutsideError(Exception):
    """Report that another program changed a file that was about to be replaced."""
