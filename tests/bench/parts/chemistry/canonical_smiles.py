"""Canonical SMILES with native RDKit: prints the version, then for each line "go" the seconds for all molecules.

The molecules are the lines of the file that is the one argument.
"""

import sys
import time

from rdkit import Chem, RDLogger, rdBase

RDLogger.DisableLog("rdApp.*")
with open(sys.argv[1], encoding="utf-8") as file:
    molecules = file.read().split()
print(rdBase.rdkitVersion, flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for text in molecules:
        molecule = Chem.MolFromSmiles(text)
        if molecule is not None:
            Chem.MolToSmiles(molecule)
    print(time.perf_counter() - start, flush=True)
