/** Endings of acids: what they make of the hydroxyl, such as an ester, an amide or a nitrile. */
import type { Piece } from "./piece.ts";
import { NameFault } from "./structure.ts";

/** What becomes of the hydroxyl of an acid. */
export type AcidEnding =
  | "acid"
  | "ate"
  | "acyl"
  | "amide"
  | "amido"
  | "acyloxy"
  | "nitrile"
  | "aldehyde"
  | "anilide"
  | "hydrazide"
  | "hydrazido"
  | "amidine"
  | "hydroxamic"
  | "phenone"
  | "chloride";

/** Endings of acids with names of their own (`acet-ic acid`). */
export const RETAINED_ENDINGS: ReadonlyMap<string, AcidEnding> = new Map([
  ["ic acid", "acid"],
  ["oic acid", "acid"],
  ["icacid", "acid"],
  ["ic-acid", "acid"],
  ["ate", "ate"],
  ["oate", "ate"],
  ["yl", "acyl"],
  ["oyl", "acyl"],
  ["amide", "amide"],
  ["amid", "amide"],
  ["amido", "amido"],
  ["oylamino", "amido"],
  ["ylamino", "amido"],
  ["amino", "amido"],
  ["oxy", "acyloxy"],
  ["oyloxy", "acyloxy"],
  ["yloxy", "acyloxy"],
  ["onitrile", "nitrile"],
  ["aldehyde", "aldehyde"],
  ["anilide", "anilide"],
  ["ohydrazide", "hydrazide"],
  ["hydrazide", "hydrazide"],
  ["ic acid hydrazide", "hydrazide"],
  ["ic hydrazide", "hydrazide"],
  ["ic acid amide", "amide"],
  ["oic acid amide", "amide"],
  ["amidine", "amidine"],
  ["ohydroxamic acid", "hydroxamic"],
  ["ophenone", "phenone"],
  ["phenone", "phenone"],
  ["nitrile", "nitrile"],
  ["ic acid chloride", "chloride"],
  ["oic acid chloride", "chloride"],
  ["yl chloride", "chloride"],
  ["oyl chloride", "chloride"],
]);

/** Endings of acids whose carbon is the first of the chain (`propan-oic acid`). */
export const CHAIN_ENDINGS: ReadonlyMap<string, AcidEnding> = new Map([
  ["oic acid", "acid"],
  ["oicacid", "acid"],
  ["oic-acid", "acid"],
  ["ic acid", "acid"],
  ["oate", "ate"],
  ["oyl", "acyl"],
  ["amide", "amide"],
  ["oic acid amide", "amide"],
  ["amido", "amido"],
  ["oylamino", "amido"],
  ["oyloxy", "acyloxy"],
  ["nitrile", "nitrile"],
  ["onitrile", "nitrile"],
  ["al", "aldehyde"],
  ["aldehyde", "aldehyde"],
  ["anilide", "anilide"],
  ["ohydrazide", "hydrazide"],
  ["oic acid hydrazide", "hydrazide"],
  ["amidine", "amidine"],
  ["ohydroxamic acid", "hydroxamic"],
  ["oyl chloride", "chloride"],
  ["oic acid chloride", "chloride"],
]);

/** Endings that bring the acid with them: the fragment (its first atom binds) and what becomes of the hydroxyl. */
export const ADDED_ENDINGS: ReadonlyMap<string, readonly [smiles: string, ending: AcidEnding]> = new Map([
  ["carboxylic acid", ["C(=O)*", "acid"]],
  ["carboxylicacid", ["C(=O)*", "acid"]],
  ["carboxylic-acid", ["C(=O)*", "acid"]],
  ["carbonic acid", ["C(=O)*", "acid"]],
  ["carboxylate", ["C(=O)*", "ate"]],
  ["carbonyl", ["C(=O)*", "acyl"]],
  ["carboxyl", ["C(=O)*", "acyl"]],
  ["carbonyl chloride", ["C(=O)*", "chloride"]],
  ["carboxylic acid chloride", ["C(=O)*", "chloride"]],
  ["sulfonyl chloride", ["S(=O)(=O)*", "chloride"]],
  ["carboxamide", ["C(=O)*", "amide"]],
  ["carboxylic acid amide", ["C(=O)*", "amide"]],
  ["carboxamido", ["C(=O)*", "amido"]],
  ["carbonylamino", ["C(=O)*", "amido"]],
  ["carbonyloxy", ["C(=O)*", "acyloxy"]],
  ["carbonitrile", ["C(=O)*", "nitrile"]],
  ["carbaldehyde", ["C(=O)*", "aldehyde"]],
  ["carboxaldehyde", ["C(=O)*", "aldehyde"]],
  ["aldehyde", ["C(=O)*", "aldehyde"]],
  ["carboxanilide", ["C(=O)*", "anilide"]],
  ["carbohydrazide", ["C(=O)*", "hydrazide"]],
  ["carboxylic acid hydrazide", ["C(=O)*", "hydrazide"]],
  ["carboxylic hydrazide", ["C(=O)*", "hydrazide"]],
  ["carboxamidine", ["C(=O)*", "amidine"]],
  ["carboximidamide", ["C(=O)*", "amidine"]],
  ["carbohydroxamic acid", ["C(=O)*", "hydroxamic"]],
  ["carbothioamide", ["C(=S)*", "amide"]],
  ["carbodithioic acid", ["C(=S)S", "acid"]],
  ["acetic acid", ["CC(=O)*", "acid"]],
  ["acetate", ["CC(=O)*", "ate"]],
  ["glyoxylic acid", ["C(=O)C(=O)*", "acid"]],
  ["glyoxylate", ["C(=O)C(=O)*", "ate"]],
  ["glyoxalic acid", ["C(=O)C(=O)*", "acid"]],
  ["glyoxalate", ["C(=O)C(=O)*", "ate"]],
  ["acrylic acid", ["C=CC(=O)*", "acid"]],
  ["acrylate", ["C=CC(=O)*", "ate"]],
  ["acetonitrile", ["CC(=O)*", "nitrile"]],
  ["acetamide", ["CC(=O)*", "amide"]],
  ["acetaldehyde", ["CC(=O)*", "aldehyde"]],
  ["propionic acid", ["CCC(=O)*", "acid"]],
  ["propanoic acid", ["CCC(=O)*", "acid"]],
  ["propionate", ["CCC(=O)*", "ate"]],
  ["propanoate", ["CCC(=O)*", "ate"]],
  ["butyric acid", ["CCCC(=O)*", "acid"]],
  ["butanoic acid", ["CCCC(=O)*", "acid"]],
  ["propanamine", ["CCCN", "acid"]],
  ["propylamine", ["CCCN", "acid"]],
  ["butanamine", ["CCCCN", "acid"]],
  ["butylamine", ["CCCCN", "acid"]],
  ["pentanamine", ["CCCCCN", "acid"]],
  ["hexanamine", ["CCCCCCN", "acid"]],
  ["octanamine", ["CCCCCCCCN", "acid"]],
  ["propanol", ["CCCO", "acid"]],
  ["butanol", ["CCCCO", "acid"]],
  ["propanamide", ["CCC(=O)*", "amide"]],
  ["propionamide", ["CCC(=O)*", "amide"]],
  ["butanamide", ["CCCC(=O)*", "amide"]],
  ["propanenitrile", ["CCC(=O)*", "nitrile"]],
  ["propionitrile", ["CCC(=O)*", "nitrile"]],
  ["butanoate", ["CCCC(=O)*", "ate"]],
  ["butyrate", ["CCCC(=O)*", "ate"]],
  ["pentanoic acid", ["CCCCC(=O)*", "acid"]],
  ["pentanoate", ["CCCCC(=O)*", "ate"]],
  ["hexanoic acid", ["CCCCCC(=O)*", "acid"]],
  ["hexanoate", ["CCCCCC(=O)*", "ate"]],
  ["heptanoic acid", ["CCCCCCC(=O)*", "acid"]],
  ["heptanoate", ["CCCCCCC(=O)*", "ate"]],
  ["methanethiol", ["CS", "acid"]],
  ["methanol", ["CO", "acid"]],
  ["ethanol", ["CCO", "acid"]],
  ["methanamine", ["CN", "acid"]],
  ["methylamine", ["CN", "acid"]],
  ["ethanamine", ["CCN", "acid"]],
  ["ethylamine", ["CCN", "acid"]],
  ["sulfonic acid", ["S(=O)(=O)*", "acid"]],
  ["sulfonicacid", ["S(=O)(=O)*", "acid"]],
  ["sulfonate", ["S(=O)(=O)*", "ate"]],
  ["sulfonyl", ["S(=O)(=O)*", "acyl"]],
  ["sulfonamide", ["S(=O)(=O)*", "amide"]],
  ["sulfonamido", ["S(=O)(=O)*", "amido"]],
  ["sulfonylamino", ["S(=O)(=O)*", "amido"]],
  ["sulfonyloxy", ["S(=O)(=O)*", "acyloxy"]],
  ["sulfonylhydrazide", ["S(=O)(=O)*", "hydrazide"]],
  ["sulfonohydrazide", ["S(=O)(=O)*", "hydrazide"]],
  ["sulfinic acid", ["S(=O)*", "acid"]],
  ["sulfinate", ["S(=O)*", "ate"]],
  ["sulfinyl", ["S(=O)*", "acyl"]],
  ["sulfinamide", ["S(=O)*", "amide"]],
  ["sulfenyl", ["S*", "acyl"]],
  ["boronic acid", ["B(*)*", "acid"]],
  ["boronate", ["B(*)*", "ate"]],
  ["phosphonic acid", ["P(=O)(*)*", "acid"]],
  ["phosphonate", ["P(=O)(*)*", "ate"]],
]);

/** Puts what the ending says in the place of each open hydroxyl. */
export function endAcid(piece: Piece, ending: AcidEnding): void {
  const { structure } = piece;
  const stars = piece.stars;
  piece.stars = [];
  const radical = ending === "acyl" || ending === "amido" || ending === "acyloxy" || ending === "hydrazido";
  if (radical && stars.length > 1 && ending !== "acyl") {
    throw new NameFault("the group would bind at several ends");
  }
  for (const star of stars) {
    const [host = -1] = structure.around(star);
    const put = (element: string) => {
      const atom = structure.add(element);
      structure.replaceNeighbour(host, star, atom);
      return atom;
    };
    const nitrogen = () => {
      const atom = put("N");
      const label = ["N", "N'", "N''"].find((name) => !piece.labels.has(name));
      if (label) piece.labels.set(label, atom);
      return atom;
    };
    switch (ending) {
      case "acid":
        put("O");
        break;
      case "chloride":
        put("Cl");
        break;
      case "ate":
        piece.opens.push(put("O"));
        break;
      case "acyl":
        piece.free.push(host);
        structure.unbind(host, star);
        break;
      case "amide":
        nitrogen();
        break;
      case "amido":
        piece.free.push(nitrogen());
        break;
      case "acyloxy":
        piece.free.push(put("O"));
        break;
      case "anilide":
        phenyl(piece, nitrogen(), piece.labels.has("2") ? "'" : "");
        // `3,4-dichloropropionanilide`: beside a chain the numbers are those of the ring, primed or not; `2-chloro` alone
        // may be on either.
        if (!piece.skeleton.some((atom) => structure.atom(atom).unsaturated)) {
          for (const label of [...piece.labels.keys()]) {
            if (!piece.labels.has(`${label}'`)) continue;
            piece.labels.delete(label);
            if (label !== "1") piece.doubtful.add(label);
          }
        }
        break;
      case "phenone": {
        structure.unbind(host, star);
        phenyl(piece, host, piece.labels.has("2") || piece.labels.has("3") ? "'" : "");
        break;
      }
      case "hydrazide":
      case "hydrazido":
        structure.join(nitrogen(), structure.add("N"));
        break;
      case "hydroxamic":
        structure.join(nitrogen(), structure.add("O"));
        break;
      case "amidine":
        nitrogen();
        oxo(piece, host, "N", 2);
        break;
      case "nitrile":
        structure.unbind(host, star);
        oxo(piece, host, "N", 3);
        break;
      case "aldehyde":
        structure.unbind(host, star);
    }
    if (!structure.atom(star).gone) structure.remove(star);
  }
  if (radical) piece.order = 1;
}

/** Replaces the doubly bound oxygen of an acid. */
function oxo(piece: Piece, host: number, element: string, order: number): void {
  const { structure } = piece;
  const oxygen = structure.around(host).find((other) => structure.atom(host).bonds.get(other) === 2);
  if (oxygen === undefined) throw new NameFault("the acid has no oxygen to replace");
  structure.remove(oxygen);
  structure.join(host, structure.add(element), order);
}

function phenyl(piece: Piece, host: number, prime: string): void {
  const { structure } = piece;
  const ring = Array.from({ length: 6 }, () => structure.add("C", { unsaturated: true }));
  for (const [i, atom] of ring.entries()) {
    structure.bond(atom, ring[(i + 1) % 6] ?? atom);
    piece.labels.set(`${i + 1}${prime}`, atom);
  }
  structure.join(host, ring[0] ?? host);
}
