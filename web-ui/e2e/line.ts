import type { Page, WebSocketRoute } from "playwright-core";

/** The live line between a page and the platform, in the hands of the test. */
export class Line {
  /** Both of each connection. */
  private readonly ends: WebSocketRoute[] = [];
  private whole = true;
  private version: string | undefined;

  private constructor() {}

  /** From the next load of the page on. */
  static async of(page: Page): Promise<Line> {
    const line = new Line();
    await page.routeWebSocket(/\/socket$/, (socket) => line.connect(socket));
    return line;
  }

  async cut() {
    this.whole = false;
    await Promise.all(this.ends.splice(0).map((end) => end.close()));
  }

  /**
   * Connections pass again.
   *
   * @param version what the platform calls itself from now on; its own version unless said
   */
  mend(version?: string) {
    this.version = version;
    this.whole = true;
  }

  private connect(socket: WebSocketRoute) {
    if (!this.whole) {
      void socket.close();
      return;
    }
    const { version } = this;
    const platform = socket.connectToServer();
    this.ends.push(socket, platform);
    platform.onMessage((text) => {
      const message = JSON.parse(String(text)) as { type: string };
      socket.send(version && message.type === "hello" ? JSON.stringify({ ...message, version }) : text);
    });
  }
}
