"""Every formula of a plan: where it stands, its stable id, and when it is evaluated."""

from rules.compiled import formula_sites
from rules.formula import BOOLEAN, NUMBER
from rules.plan import parse_plan
from tests.rules.build import kpi, plan

DOCUMENT = plan(
    inputs={"x": {"kind": "number"}},
    eligibility=[{"key": "staff", "when": "x > 0"}],
    kpis=[
        kpi("b_kpi", levels={"base": "0", "normal": "x", "target": "2 * x"}, weight="1"),
        kpi("a_kpi", levels=None, value="x / 2", curve={"kind": "formula", "formula": "actual"}),
    ],
    coefficient="b_kpi.index",
    scales={"size": {"of": "x", "bands": [{"grade": "S"}]}},
    values={"half": "x / 2"},
    gates=[
        {"key": "one", "when": "x > 1", "otherwise": {"factor": "0.5"}},
        {"key": "two", "when": "x > 2", "otherwise": {"cap": "x"}},
    ],
    components=[{"key": "pay", "amount": "x", "cap": {"amount": "x * 2"}, "floor": "1"}],
    limits={"total_cap": "x * 3"},
)

SITES = [
    ("/eligibility/staff", "/eligibility/0/when", "eligibility", BOOLEAN),
    ("/kpis/b_kpi/base", "/kpis/0/levels/base", "levels", NUMBER),
    ("/kpis/b_kpi/normal", "/kpis/0/levels/normal", "levels", NUMBER),
    ("/kpis/b_kpi/target", "/kpis/0/levels/target", "levels", NUMBER),
    ("/kpis/a_kpi/actual", "/kpis/1/value", "value", NUMBER),
    ("/kpis/a_kpi/raw_index", "/kpis/1/curve/formula", "curve", NUMBER),
    ("/coefficient", "/coefficient", "later", NUMBER),
    ("/scales/size/of", "/scales/size/of", "later", NUMBER),
    ("/values/half", "/values/half", "later", None),
    ("/gates/one", "/gates/0/when", "later", BOOLEAN),
    ("/gates/one/factor", "/gates/0/otherwise/factor", "later", NUMBER),
    ("/gates/two", "/gates/1/when", "later", BOOLEAN),
    ("/gates/two/cap", "/gates/1/otherwise/cap", "later", NUMBER),
    ("/components/pay/amount", "/components/0/amount", "later", NUMBER),
    ("/components/pay/cap", "/components/0/cap", "later", NUMBER),
    ("/components/pay/floor", "/components/0/floor", "later", NUMBER),
    ("/limits/total_cap", "/limits/total_cap", "later", NUMBER),
    ("/limits/total_floor", "/limits/total_floor", "later", NUMBER),
]


def test_ids_are_by_key_and_paths_by_place() -> None:
    sites = formula_sites(parse_plan(DOCUMENT))
    assert [(site.id, site.path, site.stage, site.expects) for site in sites] == SITES


def test_a_floor_of_null_is_no_formula() -> None:
    document = plan(values={"x": "1"}, limits={"total_floor": None})
    assert [site.id for site in formula_sites(parse_plan(document))] == ["/values/x"]
