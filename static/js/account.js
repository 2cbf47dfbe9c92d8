/** Who is signed in. If the server requires no token, none of this is shown. */

import { authSession, signOut } from "./api.js";
import { tell } from "./announcer.js";
import { setText } from "./dom.js";

export class Account {
  #button;
  #state = { authentication: "off", signed_in: false, name: null };

  /**
   * @param {object} options
   * @param {HTMLButtonElement} options.button signs in or out
   * @param {() => void} options.signIn called when the user wants to sign in
   * @param {() => void} options.signedOut called after signing out
   */
  constructor({ button, signIn, signedOut }) {
    this.#button = button;
    button.addEventListener("click", async () => {
      if (!this.#state.signed_in) return signIn();
      try {
        await signOut();
        tell("Signed out");
      } catch (error) {
        tell(error.message);
      }
      await this.refresh();
      signedOut();
    });
  }

  /** Whether nothing can be shown before the user has signed in. */
  get mustSignIn() {
    return this.#state.authentication === "required" && !this.#state.signed_in;
  }

  /** Asks the server. If it does not answer, the last known state is kept: the views say what is wrong. */
  async refresh() {
    try {
      this.#state = await authSession();
    } catch {
      // See above.
    }
    const { authentication, signed_in: signedIn, name } = this.#state;
    this.#button.hidden = authentication === "off" || this.mustSignIn;
    setText(this.#button, signedIn ? "Sign out" : "Sign in");
    this.#button.title = signedIn ? `Signed in as ${name}` : "";
  }
}
