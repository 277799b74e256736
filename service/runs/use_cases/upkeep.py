"""What a worker does beside computing: moments of knowledge, and results of previews whose time is over."""

from datetime import timedelta

from service.runs.repository.knowledge import add_knowledge, has_grown
from service.runs.repository.previews import forget_previews, oldest_previewed
from service.runs.use_cases.starting import subject_of
from service.store.locks import Lock, lock
from service.work import Work


def note_knowledge(work: Work) -> None:
    """A moment of knowledge, if anything was written since the last one that runs read."""
    if not has_grown(work):
        return
    lock(work.session, Lock.RUN_INPUTS)
    number = add_knowledge(work)
    work.changed("knowledge.noted", f"knowledge/{number}")


def purge_previews(work: Work, kept: timedelta) -> bool:
    """Throw away one slice of the oldest results that are older than this; whether there was one."""
    found = oldest_previewed(work, work.now - kept)
    if found is None:
        return False
    forget_previews(work, *found)
    work.changed("run.previews_purged", f"{subject_of(found[0])}/{found[1]}")
    return True
