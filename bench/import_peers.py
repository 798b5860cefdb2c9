"""A library that reads a CSV file into typed columns, types inferred: `import_peers.py LIBRARY FILE` prints a line of JSON."""
import json
import resource
import sys
import time

library, path = sys.argv[1:]
gaps = ["", "NA"]


def read():
    """Gives the function that reads, its library loaded."""
    if library == "duckdb":
        import duckdb

        connection = duckdb.connect()
        return duckdb.__version__, lambda: connection.execute("create table t as select * from read_csv(?, nullstr=['', 'NA'])", [path])
    if library == "polars":
        import polars

        return polars.__version__, lambda: polars.read_csv(path, try_parse_dates=True, null_values=gaps)
    if library == "polars, types from all rows":
        import polars

        return polars.__version__, lambda: polars.read_csv(path, try_parse_dates=True, null_values=gaps, infer_schema_length=None)
    if library == "pyarrow":
        import pyarrow
        from pyarrow import csv

        return pyarrow.__version__, lambda: csv.read_csv(path, convert_options=csv.ConvertOptions(null_values=gaps, strings_can_be_null=True))
    import pandas

    if library == "pandas, C":
        return pandas.__version__, lambda: pandas.read_csv(path, parse_dates=["ordered", "delivered"])
    return pandas.__version__, lambda: pandas.read_csv(path, engine="pyarrow", parse_dates=["ordered", "delivered"])


def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


version, run = read()
began, processor = time.perf_counter(), time.process_time()
table = run()
print(json.dumps({"version": version, "seconds": time.perf_counter() - began, "processorSeconds": time.process_time() - processor, "peak": peak()}))
