#!/usr/bin/env python3
"""An MCP server on stdio that answers as @neondatabase/mcp-server-neon 0.6.5 does, with a folder of SQLite files for branches: the real one
needs an account. Arguments stand in "params".

    neon_stand_in.py FOLDER        FOLDER/main.db is the main branch
"""
import json
import shutil
import sqlite3
import sys
import uuid
from pathlib import Path

FOLDER = Path(sys.argv[1])
TOOLS = ("prepare_database_migration", "complete_database_migration", "run_sql", "describe_table_schema", "create_branch")
prepared = {}


def run(branch, sql):
    with sqlite3.connect(FOLDER / f"{branch or 'main'}.db") as database:
        return json.dumps(database.execute(sql).fetchall())


def new_branch():
    branch = "br-" + uuid.uuid4().hex[:8]
    (FOLDER / "main.db").touch()
    shutil.copy(FOLDER / "main.db", FOLDER / f"{branch}.db")
    return branch


def call(name, params):
    branch = params.get("branchId")
    if branch and not (FOLDER / f"{branch}.db").exists():
        raise LookupError("no such branch")
    if name == "run_sql":
        return run(branch, params["sql"])
    if name == "describe_table_schema":
        return run(branch, f"pragma table_info({params['tableName']})")
    if name == "create_branch":
        branch = new_branch()
        return f"Branch created successfully.\nProject ID: {params['projectId']}\nBranch ID: {branch}\nBranch name: {branch}"
    if name == "prepare_database_migration":
        branch, migration = new_branch(), str(uuid.uuid4())
        result = run(branch, params["migrationSql"])
        prepared[migration] = params["migrationSql"]
        return (f"\n              <status>Migration created successfully in temporary branch</status>\n              <details>\n"
                f"                <migration_id>{migration}</migration_id>\n                <temporary_branch>\n                  <name>{branch}</name>\n"
                f"                  <id>{branch}</id>\n                </temporary_branch>\n              </details>\n"
                f"              <execution_result>{result}</execution_result>\n")
    return "Result: " + run("", prepared[params["migrationId"]])


def answer(request):
    if request["method"] == "initialize":
        return {"protocolVersion": request["params"]["protocolVersion"], "capabilities": {"tools": {}}, "serverInfo": {"name": "neon", "version": "0"}}
    if request["method"] == "tools/list":
        return {"tools": [{"name": name, "description": name, "inputSchema": {"type": "object", "properties": {"params": {"type": "object"}}}}
                          for name in TOOLS]}
    if request["method"] == "tools/call":
        try:
            text, is_error = call(request["params"]["name"], request["params"]["arguments"]["params"]), False
        except Exception as error:  # as the server does: any error is a result
            text, is_error = f"NeonDbError: {error}", True
        return {"content": [{"type": "text", "text": text}], **({"isError": True} if is_error else {})}
    return {}


for line in sys.stdin:
    asked = json.loads(line)
    if "id" in asked:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": answer(asked)}), flush=True)
