/** The view that asks for a token. The token is sent once; afterwards the browser has a cookie that no script can read. */

import { signIn } from "./api.js";
import { fromTemplate, setText } from "./dom.js";

/**
 * @param {() => void} done called once the user has signed in
 * @returns {HTMLElement}
 */
export function signInView(done) {
  const root = fromTemplate("sign-in-template");
  const field = root.querySelector("#token");
  const problem = root.querySelector("#sign-in-error");
  const button = root.querySelector("#sign-in");
  const fail = (message) => {
    problem.hidden = message === "";
    setText(problem, message);
    field.setAttribute("aria-invalid", String(message !== ""));
  };
  field.addEventListener("input", () => fail(""));
  root.querySelector("#sign-in-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = field.value.trim();
    if (token === "") {
      fail("Enter a token.");
      return field.focus();
    }
    button.disabled = true;
    try {
      await signIn(token);
      field.value = "";
      done();
    } catch (error) {
      fail(error.status === 401 ? "The server rejected this token." : error.message);
      field.select();
    } finally {
      button.disabled = false;
    }
  });
  return root;
}
