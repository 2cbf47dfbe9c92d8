import { assertEquals } from "@std/assert";
import { compoundRole } from "../../../src/chem/input/compound_role.ts";
import { namedCompound } from "../../../src/chem/input/name_terms.ts";

/** The role of a named compound beside a product. */
function role(name: string, product: string): string {
  const compound = namedCompound(name);
  return compound === null ? `${name} is not read` : compoundRole(compound, product);
}

function check(product: string, expected: Readonly<Record<string, string>>): void {
  assertEquals(
    Object.fromEntries(Object.keys(expected).map((name) => [name, role(name, product)])),
    expected,
  );
}

Deno.test("Metals and their salts are agents, whatever letters their symbols have", () => {
  check("OC1CCCC=C1", {
    "CeCl3·7H2O": "agent",
    NaBH4: "agent",
    methanol: "agent",
    "cyclohex-2-enone": "reactant",
  });
  check("NCCc1ccccc1", {
    "Raney nickel": "agent",
    CoCl2: "agent",
    "NiCl2·6H2O": "agent",
    "phenylacetonitrile": "reactant",
    ammonia: "reactant",
  });
  check("Clc1ccc(cc1)C(C)=O", {
    InCl3: "agent",
    "Sc(OTf)3": "agent",
    "Yb(OTf)3": "agent",
    AlCl3: "agent",
    ZnCl2: "agent",
    "SnCl2·2H2O": "agent",
    CAN: "agent",
    "acetyl chloride": "reactant",
    chlorobenzene: "agent",
  });
});

Deno.test("A reagent without carbon is a reactant where it may give the product its halogen, nitrogen or sulfur", () => {
  check("BrCc1ccccc1", {
    PBr3: "reactant",
    HBr: "reactant",
    CuBr: "reactant",
    NaBr: "reactant",
    KI: "agent",
    HCl: "agent",
  });
  check("Clc1ccccc1", { CuCl: "reactant", NaNO2: "agent", SOCl2: "agent" });
  check("[N-]=[N+]=NCc1ccccc1", { NaN3: "reactant" });
  check("C(SCc1ccccc1)c1ccccc1", { Na2S: "reactant", H2SO4: "agent", Na2SO4: "agent" });
  check("Fc1ccccc1", { NaBF4: "reactant", KF: "reactant" });
});

Deno.test("Carbonates and bases are agents, cyanides and organic salts are reactants", () => {
  check("N#CCc1ccccc1", {
    NaCN: "reactant",
    K2CO3: "agent",
    Cs2CO3: "agent",
    NaHCO3: "agent",
    NaH: "agent",
    LiAlH4: "agent",
    KMnO4: "agent",
    "n-Bu4NF": "agent",
    "sodium benzoate": "reactant",
  });
});
