/**
 * A chem process whose chemistry is lines: each line of the query is a reaction, and each stage answers with the
 * line itself. Words after the reaction disturb single operations: `smiles=refuse`, `rxnSmiles=die`,
 * `rxnSmirks=reject`, `rxnSmirks=fail`, `smiles=empty`, `validation=check`, `rxnSmarts=wait:FILE`.
 */
import type { ChemRequest, ChemResponse, InstanceHealth } from "../../../src/chem/protocol/chem_protocol.ts";
import { jsonLine } from "../../../src/encoding/json_lines.ts";
import { readRequests, responseMessages } from "../../../src/chem/protocol/message_lines.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";
import type { Component, Rejected } from "../../../src/chem_results.ts";
import { EMPTY_PROOF, GOOD_CHECKS } from "../../support/validation.ts";

const health: InstanceHealth = { rssBytes: 1, caught: 0, molecules: 0, live: 0 };

type Answer = Extract<ChemResponse, { readonly type: "answer" }>["answer"];

function lineOf(message: ChemRequest): string {
  if (message.op === "find") return textOf(message.request.query.text);
  if (message.op === "compose") return message.request.compounds.map(({ name }) => name).join("\n");
  return "text" in message.request ? message.request.text : message.request.mapped;
}

function compute(message: ChemRequest, text: string, disturbance: string | undefined): Answer {
  const empty = disturbance === "empty" || disturbance === "fail";
  const rejected: Rejected[] = disturbance === "reject"
    ? [{ candidate: "X", role: "reactant", position: 2, reason: "there is no element X" }]
    : disturbance === "fail"
    ? [{ candidate: message.op, role: null, position: 0, reason: "it has no pattern" }]
    : [];
  const values = empty ? [] : [text];
  const invalidCount = rejected.length;
  const result = { values, invalid_count: invalidCount };
  switch (message.op) {
    case "find": {
      const lines = text.split("\n").filter((line) => line !== "");
      const reactions = lines.slice(0, message.request.maxReactions).map((line, at) => (
        { text: line, format: "smiles" as const, line: at + 1, fields: { row: String(at) } }
      ));
      return { reactions, truncated: lines.length > reactions.length };
    }
    case "compose": {
      const compounds = message.request.compounds.map(({ name }) => (
        { smiles: name, from: "name" as const, nameReason: null, proposalReason: null, agrees: null }
      ));
      return { notation: text, compounds };
    }
    case "quotedReading":
      return {
        source: text,
        span: { start: 0, end: text.length },
        components: [],
        conditions: { stages: [] },
        role_confidence: 1,
        unread: [],
      };
    case "smiles": {
      const components: Component[] = values.map((smiles) => ({ role: "reactant", smiles }));
      return { result: { ...result, components, rdkit: "none" }, rejected };
    }
    case "rxnSmiles": {
      const mapping = { source: "given" as const, cost: 1, given_rejected: null };
      return {
        result: { ...result, mapped: empty ? null : text, mapping: empty ? null : mapping },
        rejected,
      };
    }
    case "rxnSmarts":
    case "rxnSmirks":
      return { result: { ...result, radius: 1 }, rejected };
    case "validation": {
      const verdict = disturbance === "check" ? "check" as const : "sound" as const;
      const judgement = { verdict, findings: [], notes: [], checks: GOOD_CHECKS, proof: EMPTY_PROOF };
      return { result: { ...result, values: [verdict], ...judgement }, rejected };
    }
    case "rxn":
      return { rxn: "$RXN\n", reason: null };
    case "depict":
      return { svg: "<svg/>" };
    case "applySmirks":
      return { outcomes: [], isComplete: true, reason: null };
    case "names":
      return { names: text.split("\n").map((name) => ({ name, smiles: name, kind: "lexicon" as const })) };
  }
}

async function appears(path: string): Promise<void> {
  while (true) {
    try {
      await Deno.stat(path);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

async function say(response: ChemResponse): Promise<void> {
  for (const message of responseMessages(response)) {
    const bytes = jsonLine(message);
    for (let sent = 0; sent < bytes.length;) sent += await Deno.stdout.write(bytes.subarray(sent));
  }
}

await say({ type: "ready", rdkit: "none", health });
for await (const message of readRequests(Deno.stdin.readable)) {
  const text = lineOf(message);
  const word = text.split(/\s+/).find((part) => part.startsWith(`${message.op}=`));
  const disturbance = word?.slice(message.op.length + 1);
  if (disturbance === "die") Deno.exit(9);
  if (disturbance?.startsWith("wait:")) await appears(disturbance.slice("wait:".length));
  if (disturbance === "refuse") {
    await say({ type: "failure", id: message.id, kind: "invalid", message: "it cannot be read", health });
  } else {
    const answer = compute(message, text, disturbance);
    await say({ type: "answer", id: message.id, answer, saidInvalid: false, health });
  }
}
