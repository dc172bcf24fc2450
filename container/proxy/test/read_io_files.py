"""Reads the files of `ctm-proxy --simulation io --keep-files` with the Python package netCDF4 (its own netCDF and HDF5).

read_io_files.py COMMAND... WORK

COMMAND runs the program (an emulator may come first). Exits with 77, which CTest takes for skipped, without the package.
"""
import glob
import os
import subprocess
import sys

try:
    import netCDF4
    import numpy
except ImportError as error:
    print(f"skipped: {error}; give a Python that has netCDF4 with -DCTM_PROXY_PYTHON=...")
    sys.exit(77)

command, work = [part for part in sys.argv[1:-1] if part], sys.argv[-1]
TRACERS, LEVELS, HOURS = 3, 47, 8
os.makedirs(work, exist_ok=True)
subprocess.run([*command, "--simulation", "io", "--keep-files", "--hours", str(HOURS), "--tracers", str(TRACERS),
                "--levels", str(LEVELS), "--output", work], check=True, stdout=subprocess.DEVNULL)


def only(pattern):
    found = glob.glob(os.path.join(work, pattern))
    assert len(found) == 1, (pattern, found)
    return netCDF4.Dataset(found[0])


def attributes(variable, **wanted):
    for name, value in wanted.items():
        assert getattr(variable, name) == value, (variable.name, name, getattr(variable, name))


first, last = only("*.SpeciesConc.*_0100z.nc4"), only("*.SpeciesConc.*_0700z.nc4")
restart, met = only("*.Restart.20190101_0800z.nc4"), only("*.met.nc4")
for data in first, last, restart, met:
    assert data.data_model == "NETCDF4_CLASSIC", data.data_model
    assert "CF-1.7" in data.Conventions and "not GEOS-Chem" in data.source
    attributes(data["time"], units="minutes since 2019-01-01 00:00:00", axis="T")
    attributes(data["lat"], units="degrees_north", axis="Y")
    attributes(data["lon"], units="degrees_east", axis="X")
    attributes(data["lev"], positive="up", axis="Z")
    assert len(data["lon"]) == 72 and len(data["lat"]) == 46
    numpy.testing.assert_allclose(data["lat"][[0, 1, -1]], [-90, -86, 90], atol=1e-12)
    numpy.testing.assert_allclose(data["lon"][[0, 1, -1]], [-180, -175, 175], atol=1e-12)
    assert (numpy.diff(data["lev"][:]) < 0).all() and data.dimensions["time"].isunlimited()

assert list(first["time"][:]) == [60 * hour for hour in range(1, 7)]
assert list(last["time"][:]) == [420, 480]
for tracer in range(1, TRACERS + 1):
    record, state = last[f"SpeciesConcVV_T{tracer:03}"], restart[f"T{tracer:03}"]
    assert record.dimensions == ("time", "lev", "lat", "lon") and record.shape == (2, LEVELS, 46, 72)
    assert record.dtype == "f4" and state.dtype == "f8"
    attributes(record, units="mol mol-1 dry", averaging_method="instantaneous")
    for variable in record, state:
        assert variable.chunking() == [1, 1, 46, 72], variable.chunking()
        filters = variable.filters()
        assert filters["zlib"] and filters["shuffle"] and filters["complevel"] == 1, filters
    values = state[-1].data
    assert (record[-1].data == values.astype("f4")).all(), "the last record is not the restart's state"
    numpy.testing.assert_allclose(record[-2].data, record[-1].data * numpy.exp(3600 / (5.5 * 86400)), rtol=1e-6)
    assert values.min() > 0 and len(numpy.unique(values)) > 0.9 * values.size
assert met["T"].shape == (3, 72, 46, 72) and met["CMFMC"].shape == (3, 73, 46, 72)
assert list(met["time"][:]) == [0, 180, 360]
print("the files of --simulation io read back as they should be")
