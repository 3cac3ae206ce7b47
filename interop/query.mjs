// Runs the SQL of standard input in DuckDB and writes names and rows, columns parted by " | ".
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create()).connect();
const result = await connection.runAndReadAll(readFileSync(0, "utf8"));
const shown = (v) => (v === null ? "" : String(v));
console.log(result.columnNames().join(" | "));
for (const row of result.getRows()) console.log(row.map(shown).join(" | "));
