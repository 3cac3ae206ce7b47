// Reads the WARC file that the first argument names, checks every digest, and writes a line a record: its kind, its
// address, the length of its payload.
import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";
import { WARCParser } from "warcio";

for await (const record of new WARCParser(createReadStream(process.argv[2]))) {
  const payload = await record.readFully(record.warcType === "response");
  const wanted = record.warcHeaders.headers.get("WARC-Payload-Digest");
  if (wanted && record.warcType !== "revisit" && record.warcType !== "request") {
    const sum = "sha256:" + createHash("sha256").update(record.payload ?? payload).digest("hex");
    if (sum !== wanted) {
      console.error(`${record.warcTargetURI}: payload ${sum}, not ${wanted}`);
      process.exit(1);
    }
  }
  console.log([record.warcType, record.warcTargetURI ?? "", (record.payload ?? payload).length].join(" "));
}
