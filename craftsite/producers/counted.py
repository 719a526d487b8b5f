"""What the counts of visits call a maker."""

from craftsite.events.models import Subject
from craftsite.producers.models import Producer

PRODUCER = "producer"


def subject_of(producer: Producer) -> Subject:
    """A maker, by the name in its address, which stays with it for good."""
    return Subject(PRODUCER, producer.slug)
