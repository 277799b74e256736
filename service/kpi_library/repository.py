"""Every query of the company's own KPI definitions."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from service.kpi_library.definition_in_library import LibraryKpi
from service.store.tables import KpiHead, KpiVersion
from service.work import Work


def lock_kpi(work: Work, key: str) -> bool:
    """Lock a KPI until the transaction ends; False if the company has none of this key."""
    query = select(KpiHead).where(col(KpiHead.kpi_key) == key).with_for_update()
    return work.session.exec(query).one_or_none() is not None


def add_kpi(work: Work, key: str) -> None:
    """A new key, which has no version yet."""
    work.add(KpiHead(kpi_key=key, created_at=work.now))


def add_version(work: Work, kpi: LibraryKpi) -> None:
    """The next version of a KPI that is locked or new."""
    assert kpi.by_id is not None
    work.add(
        KpiVersion(
            kpi_key=kpi.key,
            number=kpi.version,
            document=kpi.text,
            content_hash=kpi.content_hash,
            retired=kpi.retired,
            author_id=kpi.by_id,
            at=work.now,
        )
    )


def latest_version(work: Work, key: str) -> LibraryKpi | None:
    """The newest version of a key, if the company has one."""
    query = select(KpiVersion).where(col(KpiVersion.kpi_key) == key).order_by(col(KpiVersion.number).desc()).limit(1)
    row = work.session.exec(query).one_or_none()
    return None if row is None else _own(row)


def one_version(work: Work, key: str, number: int) -> LibraryKpi | None:
    """One version of a key, if there is such a one."""
    query = select(KpiVersion).where(col(KpiVersion.kpi_key) == key, col(KpiVersion.number) == number)
    row = work.session.exec(query).one_or_none()
    return None if row is None else _own(row)


def latest_versions(work: Work) -> Sequence[LibraryKpi]:
    """The newest version of every key. A company has hundreds of KPIs, not millions."""
    newest = select(col(KpiVersion.kpi_key), func.max(KpiVersion.number)).group_by(col(KpiVersion.kpi_key)).subquery()
    query = select(KpiVersion).join(
        newest, (newest.c[0] == col(KpiVersion.kpi_key)) & (newest.c[1] == col(KpiVersion.number))
    )
    return [_own(row) for row in work.session.exec(query).all()]


def versions_of(work: Work, key: str, after: int, limit: int) -> Sequence[LibraryKpi]:
    """The versions of a key after the one with this number, in their order."""
    query = (
        select(KpiVersion)
        .where(col(KpiVersion.kpi_key) == key, col(KpiVersion.number) > after)
        .order_by(col(KpiVersion.number))
        .limit(limit)
    )
    return [_own(row) for row in work.session.exec(query).all()]


def _own(row: KpiVersion) -> LibraryKpi:
    return LibraryKpi(
        row.kpi_key, row.number, "company", row.document, row.content_hash, row.retired, row.author_id, row.at
    )
