/**
 * The stages in the order in which they run, from the server's own table: their names, the `info_type` of their events,
 * and their names on this page. Fetched rather than imported, since `deno compile` follows imports to files.
 * @type {{ name: string, init: string, update: string, heading: string, phrase: string }[]}
 */
export const STAGES = await (await fetch("/static/stages.json")).json();
