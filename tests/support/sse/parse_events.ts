import { EventParser } from "./event_parser.ts";

/** The numbers and data of the complete events of the log in a stream. */
export function parseEvents(text: string): { ids: number[]; data: string[] } {
  const parser = new EventParser();
  parser.push(new TextEncoder().encode(text));
  const events = parser.arrivals.flatMap((arrival) =>
    arrival.kind === "event" && arrival.event.ownId !== undefined ? [arrival.event] : []
  );
  return { ids: events.map(({ id }) => Number(id)), data: events.map(({ data }) => data) };
}
