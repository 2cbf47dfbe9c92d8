import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { SignJWT } from "jose";
import { startTestService } from "../../support/service.ts";
import { CREATE, REACTION, SECRET, startGuardedService, TOKEN } from "./support.ts";

/** Signs in; resolves with the cookie as a browser sends it back, and its attributes. */
async function signIn(
  url: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<{ cookie: string; attributes: string[] }> {
  const response = await fetch(`${url}/auth/session`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
  await response.body?.cancel();
  assertEquals(response.status, 200);
  const [cookie = "", ...attributes] = (response.headers.get("Set-Cookie") ?? "").split("; ");
  return { cookie, attributes };
}

Deno.test("Signing in sets a cookie that is not the token, that no script can read and no other site can send", async () => {
  await using service = await startGuardedService();
  const { cookie, attributes } = await signIn(service.url, TOKEN.alice);
  assert(cookie.startsWith("rxnstream=") && !cookie.includes(TOKEN.alice));
  assertEquals(attributes.toSorted(), ["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict"].toSorted());
  const secured = await signIn(service.url, TOKEN.alice, { "X-Forwarded-Proto": "https" });
  assert(secured.cookie.startsWith("__Host-rxnstream="));
  assert(secured.attributes.includes("Secure"));
  const list = async (headers: HeadersInit) => {
    const response = await fetch(`${service.url}/sessions`, { headers });
    await response.body?.cancel();
    return response.status;
  };
  assertEquals(await list({ Cookie: cookie }), 200);
  assertEquals(await list({ Cookie: secured.cookie, "X-Forwarded-Proto": "https" }), 200);
  // Over TLS, another host of the domain could have set the cookie without the prefix.
  assertEquals(await list({ Cookie: cookie, "X-Forwarded-Proto": "https" }), 401);
  for (const changed of [`${cookie}x`, cookie.slice(0, -9), `rxnstream=${TOKEN.alice}`, "rxnstream="]) {
    assertEquals(await list({ Cookie: changed }), 401);
  }
});

Deno.test("The server says who is signed in, whether one must be, and signs out", async () => {
  await using service = await startGuardedService();
  const who = async (headers: HeadersInit = {}) =>
    await (await fetch(`${service.url}/auth/session`, { headers })).json();
  assertEquals(await who(), {
    authentication: "required",
    signed_in: false,
    name: null,
    scopes: [],
    sessions: null,
    expires_at: null,
  });
  const { cookie } = await signIn(service.url, TOKEN.alice);
  const { expires_at: end, ...alice } = await who({ Cookie: cookie });
  assertEquals(alice, {
    authentication: "required",
    signed_in: true,
    name: "alice",
    scopes: ["create", "read"],
    sessions: null,
  });
  assertMatch(end, /^\d{4}-\d\d-\d\dT/);
  const out = await fetch(`${service.url}/auth/session`, { method: "DELETE", headers: { Cookie: cookie } });
  assertEquals(out.status, 204);
  assertMatch(
    out.headers.get("Set-Cookie") ?? "",
    /^rxnstream=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  assertEquals(await service.outcome(null, "/auth/session", { method: "POST" }), [401, "token_required"]);
  const again = await fetch(`${service.url}/auth/session`, { method: "POST", headers: { Cookie: cookie } });
  assertEquals((await again.json()).code, "token_required");

  await using open = await startTestService();
  const nobody = await (await fetch(`${open.url}/auth/session`)).json();
  assertEquals([nobody.authentication, nobody.signed_in, nobody.scopes], ["off", false, [
    "create",
    "read",
    "admin",
  ]]);
});

Deno.test("A token whose expiry is beyond the calendar, or that is too long for a cookie, causes no failure", async () => {
  await using service = await startGuardedService();
  const endless = await new SignJWT({ sub: "carol", scope: "read", exp: 1e300 }).setProtectedHeader({
    alg: "HS256",
  })
    .sign(new TextEncoder().encode(SECRET));
  const response = await service.ask(endless, "/auth/session");
  assertEquals([response.status, (await response.json()).expires_at], [200, "+275760-09-13T00:00:00.000Z"]);
  assertEquals((await signIn(service.url, endless)).attributes.includes("Max-Age=43200"), true);
  const wordy = await service.jwt({ sub: "x".repeat(3_000), scope: "read" });
  assertEquals(await service.outcome(wordy, "/auth/session", { method: "POST" }), [400, "token_too_large"]);
  assertEquals((await service.outcome(wordy, "/sessions"))[0], 200);
});

Deno.test("A cookie expires with its token", async () => {
  await using service = await startGuardedService();
  const { attributes } = await signIn(
    service.url,
    await service.jwt({ sub: "carol", scope: "read" }, "1 minute"),
  );
  const age = Number(
    /^Max-Age=(\d+)$/.exec(attributes.find((attribute) => attribute.startsWith("Max-Age")) ?? "")?.[1],
  );
  assertLess(age, 61);
});

Deno.test("With a cookie only the server's own page can change anything, not one on another port of its host", async () => {
  await using service = await startGuardedService({ "allowed-origins": "https://lab.example" });
  const { cookie } = await signIn(service.url, TOKEN.alice);
  const { origin } = new URL(service.url);
  const write = async (headers: Record<string, string>) => {
    const response = await fetch(`${service.url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "text/plain", Cookie: cookie, ...headers },
      body: REACTION,
    });
    const { code = null } = await response.json();
    return [response.status, code];
  };
  const allowed: Record<string, string>[] = [
    {},
    { Origin: origin, "Sec-Fetch-Site": "same-origin" },
    { Origin: origin },
    { Origin: "https://lab.example", "Sec-Fetch-Site": "cross-site" },
  ];
  for (const headers of allowed) assertEquals([headers, await write(headers)], [headers, [201, null]]);
  const refused: Record<string, string>[] = [
    { Origin: "http://localhost:5173", "Sec-Fetch-Site": "same-site" },
    { Origin: "http://localhost:5173" },
    { Origin: "null", "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "cross-site" },
  ];
  for (const headers of refused) {
    assertEquals([headers, await write(headers)], [headers, [403, "cross_site"]]);
  }
  // A page that knows a token may use it: no browser adds one on its own.
  const { status, body } = await service.ask(TOKEN.alice, "/sessions", {
    ...CREATE,
    headers: { "Content-Type": "text/plain", Origin: "http://localhost:5173", "Sec-Fetch-Site": "same-site" },
  });
  await body?.cancel();
  assertEquals(status, 201);
});

Deno.test("Browsers show answers to requests with cookies to listed origins only", async () => {
  await using service = await startGuardedService({ "allowed-origins": "https://lab.example" });
  const credentials = async (origin: string, method = "GET") => {
    const { headers, body } = await fetch(`${service.url}/auth/session`, {
      method,
      headers: { Origin: origin },
    });
    await body?.cancel();
    return [headers.get("Access-Control-Allow-Origin"), headers.get("Access-Control-Allow-Credentials")];
  };
  for (const method of ["GET", "OPTIONS"]) {
    assertEquals(await credentials("https://lab.example", method), ["https://lab.example", "true"]);
    assertEquals(await credentials("http://localhost:5173", method), ["http://localhost:5173", null]);
    assertEquals(await credentials("https://evil.example", method), [null, null]);
  }
});
