/** What a Pulumi resource does whatever it is a resource of: check, diff, state, partial failure. */

export { diff } from "./diff";
export type { CheckFailure } from "./failures";
export type { Found, Kind } from "./kind";
export { declaredTwice, Ownership } from "./ownership";
export { afterAcceptance } from "./partial-failure";
export { conclude, receiptProperties } from "./receipt";
export { flag, id, oneOf, oneOfNumbers, text, timeouts } from "./schemas";
export { withInputs } from "./state";
export { inWords, isUnknown } from "./unknown";
export { unlessGone } from "./unless-gone";
