"""TS1 by ctm-proxy's solver against MICM, the solver in the Python package musica: equal cells, steps, tolerances.

compare_with_micm.py CHEMISTRY_CELLS TABLE [--time [ROUNDS]]

TABLE is where the converted mechanism is written; Node converts it. Concentrations have to agree to 1e-3 (major species,
GEOS-Chem's tolerances) and 1e-4 (all, tight ones). --time prints cells per second of both, one core each, in rounds. Exits with 77,
which CTest takes for skipped, where the package or Node is missing.
"""
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

VERSION = "0.17.2"
MOLECULE_PER_CM3 = 1e6 / 6.02214076e23
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
CONDITIONS = os.path.join(ROOT, "container", "proxy", "mechanisms", "ts1.json")


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(77)


try:
    import musica
    from musica.mechanism_configuration import parse
    from musica.micm.solver_parameters import RosenbrockSolverParameters
    from musica.utils import find_config_path
except ImportError as error:
    skip(f"{error}; pip install musica=={VERSION} in the Python that CTM_PROXY_PYTHON names")
if musica.__version__ != VERSION:
    skip(f"musica is {musica.__version__}, not {VERSION}")


def convert(table):
    node = shutil.which("node", path=os.path.join(ROOT, "node_modules", ".bin")) or shutil.which("node")
    if not node:
        skip("no Node to convert the mechanism with")
    subprocess.run(
        [node, os.path.join(ROOT, "scripts", "write-mechanism.ts"), "--name", "ts1",
         "--mechanism", find_config_path("v1", "ts1", "ts1.json"),
         "--initial", find_config_path("v1", "ts1", "initial_conditions.csv"),
         "--conditions", CONDITIONS, "--output", table],
        check=True)


SOLVERS = {"vector": [], "generated": ["generated"]}


def ours(program, table, solver, cells, steps, step_s, rtol, atol):
    arguments = [table, cells, steps, step_s, rtol, atol, *SOLVERS[solver]]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    run = subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True, env=environment)
    head, *lines = run.stdout.splitlines()
    words = [line.split() for line in lines]
    return float(head.split()[1]), {name: [float(v) for v in values] for name, *values in words}, head


def micm(cells, steps, step_s, rtol, atol, group=None, kind=musica.SolverType.rosenbrock):
    """The cells of chemistry_cells: sun from 0 to 1, 285 K - 60 K * sun, the table's pressure.

    MICM takes all cells of a state through the same sub-steps; `group` cells at a time make a state.
    """
    path = find_config_path("v1", "ts1", "ts1.json")
    mechanism = parse(path)
    with open(path) as file:
        raw = json.load(file)
    with open(CONDITIONS) as file:
        given = json.load(file)
    with open(find_config_path("v1", "ts1", "initial_conditions.csv")) as file:
        initial = {row[0]: float(row[1]) for row in csv.reader(file) if len(row) > 1}
    order = musica.MICM(mechanism=mechanism, solver_type=kind).create_state(1).get_species_ordering()
    # Given when the solver is made: a state made before keeps the default tolerances.
    parameters = RosenbrockSolverParameters(relative_tolerance=rtol, absolute_tolerances=[atol] * len(order),
                                            max_number_of_steps=100000)
    solver = musica.MICM(mechanism=mechanism, solver_type=kind, solver_parameters=parameters)
    group = group or cells
    state = solver.create_state(group)
    names = [s["name"] for s in raw["species"] if s["name"] in order and s["name"] != "M"]
    seconds, found = 0.0, {}
    for first in range(0, cells, group):
        sun = [i / max(1, cells - 1) for i in range(first, first + group)]
        state.set_conditions(temperatures=[285 - 60 * s for s in sun], pressures=[initial["ENV.pressure"]] * group)
        state.set_concentrations({name: [initial.get("CONC." + name, 0.0)] * group for name in names})
        state.set_user_defined_rate_parameters(rate_parameters(raw, initial, given, sun))
        started = time.perf_counter()
        for _ in range(steps):
            result = solver.solve(state, step_s)
            if "Converged" not in str(result.state):
                sys.exit(f"MICM: {result.state}")
        seconds += time.perf_counter() - started
        for name, values in state.get_concentrations().items():
            found.setdefault(name, []).extend(values)
    return seconds, found


def rate_parameters(raw, initial, given, sun):
    rates = {}
    for reaction in raw["reactions"]:
        kind, name = reaction["type"], reaction.get("name")
        if kind == "PHOTOLYSIS":
            j = given["photolysis"].get(name, initial["PHOTO." + name])
            rates["PHOTO." + name] = [j * s for s in sun]
        elif kind == "USER_DEFINED":
            rates["USER." + name] = [given["user_defined"][name]] * len(sun)
        elif kind == "SURFACE":
            surface = given["surface"]
            rates[f"SURF.{name}.effective radius [m]"] = [surface["radius_m"]] * len(sun)
            rates[f"SURF.{name}.particle number concentration [# m-3]"] = [surface["particles_per_m3"]] * len(sun)
    return rates


def worst(mine, theirs, floor):
    """Largest relative difference among concentrations above `floor`, and where."""
    found = [(abs(a - b) / max(abs(a), abs(b)), name, i)
             for name, values in mine.items()
             for i, (a, b) in enumerate(zip(values, theirs[name])) if max(abs(a), abs(b)) > floor]
    return (*max(found), len(found))


def compare(program, table, what, limit, floor, *case):
    theirs = micm(*case)[1]
    all_passed = True
    for solver in SOLVERS:
        error, name, cell, count = worst(ours(program, table, solver, *case)[1], theirs, floor)
        passed = error <= limit
        all_passed = all_passed and passed
        print(f"{'ok' if passed else 'FAILED'} {what}, {solver}: {error:.2e} <= {limit} ({name}, cell {cell + 1}; "
              f"{count} values)")
    return all_passed


def speed(program, table, rounds):
    """Arms take turns, so that drift of the machine meets all alike; MICM with both orders of its matrix."""
    case = (360, 3, 1200.0, 0.5e-3, 1e-2 * MOLECULE_PER_CM3)
    orders = {"rosenbrock": musica.SolverType.rosenbrock,
              "rosenbrock_standard_order": musica.SolverType.rosenbrock_standard_order}
    arms = {f"ctm-proxy, {solver} solver": lambda solver=solver: ours(program, table, solver, *case)[0] for solver in SOLVERS}
    for order, kind in orders.items():
        for group in (4, 8, 24, 360):
            arms[f"MICM {order}, {group} cells in a state"] = \
                lambda kind=kind, group=group: micm(*case, group, kind)[0]
    found = {name: [] for name in arms}
    for _ in range(rounds):
        for name, run in arms.items():
            found[name].append(case[0] * case[1] / run())
    print(f"TS1, {case[0]} cells, {case[1]} steps of {case[2]:.0f} s, rtol {case[3]}; cells per second and step, one core:")
    for name, rates in found.items():
        print(f"  {name:48} {described(rates, 0)}")
    for solver in SOLVERS:
        mine = found.pop(f"ctm-proxy, {solver} solver")
        for order in orders:
            best = max((name for name in found if f"MICM {order}," in name), key=lambda name: statistics.median(found[name]))
            ratios = [a / b for a, b in zip(mine, found[best])]
            # The generated code stands for what the model does: it is as fast as it is.
            goal = " (goal: at least 2" + ("; missed)" if statistics.median(ratios) < 2 else ")") if solver == "vector" else ""
            print(f"  {solver} solver to {best:39} {described(ratios, 2)}{goal}")


def described(values, digits):
    low, middle, high = (f"{v:.{digits}f}" for v in (min(values), statistics.median(values), max(values)))
    return f"median {middle}, {low}–{high}, n={len(values)}"


if __name__ == "__main__":
    program, table = sys.argv[1:3]
    convert(table)
    checks = [
        compare(program, table, "TS1 at tight tolerances, all species above 1e-15 mol/m3", 1e-4, 1e-15,
                8, 3, 1200.0, 1e-6, 1e-22),
        # Both are within some 0.5e-3 of the truth; what is left of a species that decays by orders is less sure.
        compare(program, table, "TS1 at GEOS-Chem's tolerances, major species", 1e-3, 1e-9,
                8, 3, 1200.0, 0.5e-3, 1e-2 * MOLECULE_PER_CM3),
    ]
    if "--time" in sys.argv:
        rounds = sys.argv[sys.argv.index("--time") + 1:]
        speed(program, table, int(rounds[0]) if rounds else 3)
    sys.exit(0 if all(checks) else 1)
