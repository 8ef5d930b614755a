/** Cuts a stream of server-sent events into their data; the rest of an event that is not whole yet waits for more. */
export class EventStreamParser {
  private rest = "";

  constructor(private readonly onData: (data: string) => void) {}

  push(chunk: string) {
    // A line end may be cut in two, so that a \r at the end waits for what follows.
    const text = this.rest + chunk;
    const events = text.split(/\r\n\r\n|\n\n|\r\r/);
    this.rest = events.pop() ?? "";
    events.forEach((event) => this.event(event));
  }

  private event(event: string) {
    const data = event
      .split(/\r\n|\n|\r/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).replace(/^ /, ""));
    if (data.length > 0) this.onData(data.join("\n"));
  }
}
