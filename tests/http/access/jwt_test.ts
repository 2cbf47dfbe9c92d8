import { assertEquals } from "@std/assert";
import { SignJWT, UnsecuredJWT } from "jose";
import { SECRET, startGuardedService } from "./support.ts";

Deno.test("A signed token is accepted with each of the keys, and only with its key's algorithm", async () => {
  await using service = await startGuardedService();
  const claims = { sub: "carol", scope: "read" };
  for (const [algorithm, key] of service.keys) {
    const sign = (kid?: string) =>
      new SignJWT(claims).setProtectedHeader({ alg: algorithm, ...(kid === undefined ? {} : { kid }) })
        .setExpirationTime("1 minute").sign(key);
    const outcome = async (
      kid?: string,
    ) => [algorithm, kid, (await service.outcome(await sign(kid), "/sessions"))[0]];
    assertEquals(await outcome(), [algorithm, undefined, 200]);
    assertEquals(await outcome(`key of ${algorithm}`), [algorithm, `key of ${algorithm}`, 200]);
    assertEquals(await outcome("another key"), [algorithm, "another key", 401]);
  }
  assertEquals(await service.outcome(await service.jwt(claims), "/sessions"), [200, null]);

  const none = new UnsecuredJWT(claims).setExpirationTime("1 minute").encode();
  // The public key, which anybody may know, used as the secret of HS256.
  const jwks = new TextEncoder().encode("public key".repeat(10));
  const confused = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "key of RS256" })
    .setExpirationTime("1 minute").sign(jwks);
  const hs512 = await new SignJWT(claims).setProtectedHeader({ alg: "HS512" }).setExpirationTime("1 minute")
    .sign(new TextEncoder().encode(SECRET.repeat(2)));
  const good = await service.jwt(claims);
  const [head, , signature] = good.split(".");
  const changed = [
    head,
    btoa(JSON.stringify({ ...claims, scope: "admin", exp: 9e9 })).replaceAll("=", ""),
    signature,
  ];
  for (
    const token of [
      none,
      confused,
      hs512,
      changed.join("."),
      `${good}x`,
      good.slice(0, -4),
      `${head}..${signature}`,
    ]
  ) {
    assertEquals(await service.outcome(token, "/sessions"), [401, "token_invalid"]);
  }
});

Deno.test("A signed token needs an expiry, and is refused after it, before its start, and with malformed claims", async () => {
  await using service = await startGuardedService({
    "jwt-issuer": "https://id.example",
    "jwt-audience": "rxnstream",
  });
  const right = { sub: "carol", scope: "read", iss: "https://id.example", aud: ["rxnstream", "other"] };
  const detail = async (token: string) => {
    const response = await service.ask(token, "/sessions");
    return [response.status, (await response.json()).detail];
  };
  assertEquals((await service.outcome(await service.jwt(right), "/sessions"))[0], 200);
  const key = new TextEncoder().encode(SECRET);
  const endless = await new SignJWT(right).setProtectedHeader({ alg: "HS256" }).sign(key);
  assertEquals(await detail(endless), [401, "The token's exp claim is missing or wrong"]);
  assertEquals(await detail(await service.jwt(right, "1 minute ago")), [401, "The token has expired"]);
  const later = Math.floor(Date.now() / 1_000) + 600;
  assertEquals(await detail(await service.jwt({ ...right, nbf: later }, "1 hour")), [
    401,
    "The token's nbf claim is missing or wrong",
  ]);
  assertEquals(await detail(await service.jwt({ ...right, iss: "https://evil.example" })), [
    401,
    "The token's iss claim is missing or wrong",
  ]);
  assertEquals(await detail(await service.jwt({ ...right, aud: "other" })), [
    401,
    "The token's aud claim is missing or wrong",
  ]);
  for (const wrong of [{ sessions: "all" }, { sessions: [] }, { sessions: ["x"] }, { scope: ["read"] }]) {
    assertEquals(await detail(await service.jwt({ ...right, ...wrong })), [
      401,
      "The token's claims have the wrong form",
    ]);
  }
  assertEquals(await service.outcome(await service.jwt({ ...right, scope: "openid reader" }), "/sessions"), [
    403,
    "insufficient_scope",
  ]);
});

Deno.test("Without a subject a signed token manages only what this same token made", async () => {
  await using service = await startGuardedService();
  const one = await service.jwt({ scope: "create", jti: "1" });
  const two = await service.jwt({ scope: "create", jti: "2" });
  const id = await service.createAs(one);
  const remove = (token: string) => service.outcome(token, `/sessions/${id}`, { method: "DELETE" });
  assertEquals(await remove(two), [403, "insufficient_scope"]);
  assertEquals(await remove(one), [204, null]);
});
