import { type Decoded, id, record } from "../calls/decode";
import { sts2015 } from "./products";

const reply = record({
  /** Id of the account that the credentials are of, digits. */
  AccountId: id,
});

/** Tells whose credentials are used. Nobody needs a permission for it. */
export const getCallerIdentity = sts2015<object, Decoded<typeof reply>>({
  action: "GetCallerIdentity",
  repeat: "safe",
  ramAction: "sts:GetCallerIdentity",
  decode: reply,
});
