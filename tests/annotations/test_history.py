"""Undo and redo, against a list of all the layers that there were."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.model.schema import Overlap
from seeds.errors import NotFoundError
from tests.annotations.generated import SCHEMA, layers, operations
from tests.sizes import examples


class Session(RuleBasedStateMachine):
    """Work, undo and redo as an annotator; ``layers`` are all states, ``at`` which one is to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = Layer()
        self.history = History()
        self.layers = [self.layer]
        self.at = 0

    @initialize(layer=layers(Overlap.ALLOW))
    def open(self, layer: Layer) -> None:
        self.layer = layer
        self.layers = [layer]

    @rule(data=st.data())
    def work(self, data: st.DataObject) -> None:
        operation = data.draw(operations(self.layer, SCHEMA))
        try:
            change = operation(self.layer)
        except (RefusedError, NotFoundError):
            return
        if change:
            self.layer = change.apply(self.layer)
            self.history = self.history.with_change(change)
            self.layers[self.at + 1 :] = [self.layer]
            self.at += 1

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        step = self.history.undo()
        assert step
        change, self.history = step
        self.layer = change.apply(self.layer)
        self.at -= 1

    @precondition(lambda self: self.at + 1 < len(self.layers))
    @rule()
    def redo(self) -> None:
        step = self.history.redo()
        assert step
        change, self.history = step
        self.layer = change.apply(self.layer)
        self.at += 1

    @invariant()
    def the_layer_is_the_one_that_there_was(self) -> None:
        assert self.layer == self.layers[self.at]

    @invariant()
    def at_the_ends_there_is_nothing_more(self) -> None:
        assert (self.history.undo() is None) == (self.at == 0)
        assert (self.history.redo() is None) == (self.at + 1 == len(self.layers))


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=examples(30), stateful_step_count=30)
