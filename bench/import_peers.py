"""
A library that reads a CSV file into typed columns, types inferred: `import_peers.py LIBRARY FILE columns|table` prints a line of JSON. `table`: and then
summarizes all columns in the library's own way: count, mean, deviation, least, quartiles, most, and how many different values.
"""
import json
import resource
import sys
import time

library, path, until = sys.argv[1:]
gaps = ["", "NA"]


def read():
    """Gives the function that reads, its library loaded, and one that summarizes what it read."""
    if library == "duckdb":
        import duckdb

        connection = duckdb.connect()
        return (
            duckdb.__version__,
            lambda: connection.execute("create table t as select * from read_csv(?, nullstr=['', 'NA'])", [path]),
            # Quartiles and different values by estimate.
            lambda table: connection.execute("summarize t").fetchall(),
        )
    if library in ("polars", "polars, types from all rows"):
        import polars

        rows = None if library.endswith("all rows") else 100
        return (
            polars.__version__,
            lambda: polars.read_csv(path, try_parse_dates=True, null_values=gaps, infer_schema_length=rows),
            lambda table: (table.describe(), table.select(polars.all().n_unique())),
        )
    if library == "pyarrow":
        import pyarrow
        from pyarrow import csv

        return pyarrow.__version__, lambda: csv.read_csv(path, convert_options=csv.ConvertOptions(null_values=gaps, strings_can_be_null=True)), None
    import pandas

    engine = "c" if library == "pandas, C" else "pyarrow"
    return (
        pandas.__version__,
        lambda: pandas.read_csv(path, engine=engine, parse_dates=["ordered", "delivered"]),
        lambda table: (table.describe(include="all"), table.nunique()),
    )


def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


version, run, summarize = read()
began, processor = time.perf_counter(), time.process_time()
table = run()
if until == "table":
    summarize(table)
print(json.dumps({"version": version, "seconds": time.perf_counter() - began, "processorSeconds": time.process_time() - processor, "peak": peak()}))
