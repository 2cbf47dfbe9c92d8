/**
 * The messages of the Open Reaction Database that are written: fields by name, with their numbers and types, and the
 * members of enumerations. Source: `dataset.proto` and `reaction.proto` of ord-schema.
 */

/** A scalar, an enumeration (`enum Name`), or the name of a message. */
type FieldType = "text" | "float" | "flag" | "int" | `enum ${EnumName}` | MessageName;
export type FieldRow = readonly [number: number, type: FieldType];
type MessageRow = Readonly<Record<string, FieldRow>>;

export type MessageName =
  | "Dataset"
  | "Reaction"
  | "ReactionIdentifier"
  | "InputEntry"
  | "ReactionInput"
  | "Compound"
  | "CompoundIdentifier"
  | "Amount"
  | "Mass"
  | "Moles"
  | "Volume"
  | "ReactionConditions"
  | "TemperatureConditions"
  | "Control"
  | "Temperature"
  | "PressureConditions"
  | "Pressure"
  | "Atmosphere"
  | "ReactionNotes"
  | "ReactionOutcome"
  | "ProductCompound"
  | "ProductMeasurement"
  | "Percentage"
  | "Time"
  | "ReactionProvenance"
  | "DataEntry"
  | "Data";

type EnumName =
  | "ReactionIdentifierType"
  | "CompoundIdentifierType"
  | "ReactionRoleType"
  | "MassUnit"
  | "MolesUnit"
  | "VolumeUnit"
  | "TemperatureUnit"
  | "TemperatureControlType"
  | "PressureUnit"
  | "AtmosphereType"
  | "ProductMeasurementType"
  | "TimeUnit";

export const MESSAGES: Readonly<Record<MessageName, MessageRow>> = {
  Dataset: {
    name: [1, "text"],
    description: [2, "text"],
    reactions: [3, "Reaction"],
    reaction_ids: [4, "text"],
    dataset_id: [5, "text"],
  },
  Reaction: {
    identifiers: [1, "ReactionIdentifier"],
    inputs: [2, "InputEntry"],
    conditions: [4, "ReactionConditions"],
    notes: [5, "ReactionNotes"],
    outcomes: [8, "ReactionOutcome"],
    provenance: [9, "ReactionProvenance"],
    reaction_id: [10, "text"],
  },
  ReactionIdentifier: {
    type: [1, "enum ReactionIdentifierType"],
    details: [2, "text"],
    value: [3, "text"],
    is_mapped: [4, "flag"],
  },
  // A map is a list of entries.
  InputEntry: { key: [1, "text"], value: [2, "ReactionInput"] },
  ReactionInput: { components: [1, "Compound"], addition_order: [3, "int"] },
  Compound: {
    identifiers: [1, "CompoundIdentifier"],
    amount: [2, "Amount"],
    reaction_role: [3, "enum ReactionRoleType"],
    is_limiting: [4, "flag"],
    features: [7, "DataEntry"],
  },
  CompoundIdentifier: {
    type: [1, "enum CompoundIdentifierType"],
    details: [2, "text"],
    value: [3, "text"],
  },
  Amount: { mass: [1, "Mass"], moles: [2, "Moles"], volume: [3, "Volume"] },
  Mass: { value: [1, "float"], precision: [2, "float"], units: [3, "enum MassUnit"] },
  Moles: { value: [1, "float"], precision: [2, "float"], units: [3, "enum MolesUnit"] },
  Volume: { value: [1, "float"], precision: [2, "float"], units: [3, "enum VolumeUnit"] },
  ReactionConditions: {
    temperature: [1, "TemperatureConditions"],
    pressure: [2, "PressureConditions"],
    reflux: [7, "flag"],
    conditions_are_dynamic: [9, "flag"],
    details: [10, "text"],
  },
  TemperatureConditions: { control: [1, "Control"], setpoint: [2, "Temperature"] },
  Control: { type: [1, "enum TemperatureControlType"], details: [2, "text"] },
  Temperature: { value: [1, "float"], precision: [2, "float"], units: [3, "enum TemperatureUnit"] },
  PressureConditions: { setpoint: [2, "Pressure"], atmosphere: [3, "Atmosphere"] },
  Pressure: { value: [1, "float"], precision: [2, "float"], units: [3, "enum PressureUnit"] },
  Atmosphere: { type: [1, "enum AtmosphereType"], details: [2, "text"] },
  ReactionNotes: { procedure_details: [9, "text"] },
  ReactionOutcome: { reaction_time: [1, "Time"], products: [3, "ProductCompound"] },
  ProductCompound: {
    identifiers: [1, "CompoundIdentifier"],
    is_desired_product: [2, "flag"],
    measurements: [3, "ProductMeasurement"],
    reaction_role: [7, "enum ReactionRoleType"],
  },
  ProductMeasurement: {
    type: [2, "enum ProductMeasurementType"],
    details: [3, "text"],
    percentage: [8, "Percentage"],
    amount: [11, "Amount"],
  },
  Percentage: { value: [1, "float"], precision: [2, "float"] },
  Time: { value: [1, "float"], precision: [2, "float"], units: [3, "enum TimeUnit"] },
  ReactionProvenance: {
    city: [2, "text"],
    doi: [4, "text"],
    patent: [5, "text"],
    publication_url: [6, "text"],
    reaction_metadata: [9, "DataEntry"],
    is_mined: [10, "flag"],
  },
  DataEntry: { key: [1, "text"], value: [2, "Data"] },
  Data: {
    float_value: [1, "float"],
    integer_value: [2, "int"],
    string_value: [4, "text"],
    url: [5, "text"],
    description: [6, "text"],
  },
};

/** The members of each enumeration by number. */
export const ENUMS: Readonly<Record<EnumName, readonly string[]>> = {
  ReactionIdentifierType: [
    "UNSPECIFIED",
    "CUSTOM",
    "REACTION_SMILES",
    "RDFILE",
    "RINCHI",
    "REACTION_TYPE",
    "REACTION_CXSMILES",
  ],
  CompoundIdentifierType: [
    "UNSPECIFIED",
    "CUSTOM",
    "SMILES",
    "INCHI",
    "MOLBLOCK",
    "IUPAC_NAME",
    "NAME",
    "CAS_NUMBER",
    "PUBCHEM_CID",
    "CHEMSPIDER_ID",
    "CXSMILES",
    "INCHI_KEY",
    "XYZ",
    "UNIPROT_ID",
    "PDB_ID",
    "AMINO_ACID_SEQUENCE",
    "HELM",
    "MDL",
  ],
  ReactionRoleType: [
    "UNSPECIFIED",
    "REACTANT",
    "REAGENT",
    "SOLVENT",
    "CATALYST",
    "WORKUP",
    "INTERNAL_STANDARD",
    "AUTHENTIC_STANDARD",
    "PRODUCT",
    "BYPRODUCT",
    "SIDE_PRODUCT",
  ],
  MassUnit: ["UNSPECIFIED", "KILOGRAM", "GRAM", "MILLIGRAM", "MICROGRAM"],
  MolesUnit: ["UNSPECIFIED", "MOLE", "MILLIMOLE", "MICROMOLE", "NANOMOLE"],
  VolumeUnit: ["UNSPECIFIED", "LITER", "MILLILITER", "MICROLITER", "NANOLITER"],
  TemperatureUnit: ["UNSPECIFIED", "CELSIUS", "FAHRENHEIT", "KELVIN"],
  TemperatureControlType: [
    "UNSPECIFIED",
    "CUSTOM",
    "AMBIENT",
    "OIL_BATH",
    "WATER_BATH",
    "SAND_BATH",
    "ICE_BATH",
    "DRY_ALUMINUM_PLATE",
    "MICROWAVE",
    "DRY_ICE_BATH",
    "AIR_FAN",
    "LIQUID_NITROGEN",
  ],
  PressureUnit: [
    "UNSPECIFIED",
    "BAR",
    "ATMOSPHERE",
    "PSI",
    "KPSI",
    "PASCAL",
    "KILOPASCAL",
    "TORR",
    "MM_HG",
  ],
  AtmosphereType: [
    "UNSPECIFIED",
    "CUSTOM",
    "AIR",
    "NITROGEN",
    "ARGON",
    "OXYGEN",
    "HYDROGEN",
    "CARBON_MONOXIDE",
    "CARBON_DIOXIDE",
    "METHANE",
    "AMMONIA",
    "OZONE",
    "ETHYLENE",
    "ACETYLENE",
  ],
  ProductMeasurementType: [
    "UNSPECIFIED",
    "CUSTOM",
    "IDENTITY",
    "YIELD",
    "SELECTIVITY",
    "PURITY",
    "AREA",
    "COUNTS",
    "INTENSITY",
    "AMOUNT",
  ],
  TimeUnit: ["UNSPECIFIED", "HOUR", "MINUTE", "SECOND", "DAY"],
};

/** Narrows a field's type to the name of its enumeration. */
export function enumOf(type: FieldRow[1]): EnumName | null {
  return type.startsWith("enum ") ? type.slice(5) as EnumName : null;
}

/** Narrows a field's type to the name of its message. */
export function messageOf(type: FieldRow[1]): MessageName | null {
  return Object.hasOwn(MESSAGES, type) ? type as MessageName : null;
}
