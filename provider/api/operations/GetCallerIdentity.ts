import { type Decoded, id, record } from "../calls/decode";
import type { Operation } from "../calls/operation";

const reply = record({
  /** Id of the account that the credentials are of, digits. */
  AccountId: id,
});

/** Tells whose credentials are used. Nobody needs a permission for it. */
export const getCallerIdentity: Operation<object, Decoded<typeof reply>> = {
  product: "sts",
  version: "2015-04-01",
  verb: "POST",
  in: "query",
  action: "GetCallerIdentity",
  repeat: "safe",
  ramAction: "sts:GetCallerIdentity",
  decode: reply,
};
