/**
 * The stages in the order in which they run, as the server's own table has them: their names, the `info_type` of their events,
 * and their names on this page. Asked for rather than imported, since `deno compile` follows imports to files.
 * @type {{ name: string, init: string, update: string, heading: string, phrase: string }[]}
 */
export const STAGES = await (await fetch("/static/stages.json")).json();
