import type { JsonObject } from "../../json";
import type { Product } from "../configuration/endpoints";

/**
 * Whether a request may be sent again when nobody knows if the first one acted.
 * `safe`: reads, and writes that set a state. `unsafe`: anything that starts work or creates an object.
 */
export type Repeat = "safe" | "unsafe";

/** One operation of the cloud API, described as data. `Request` and `Response` use the API's own spelling. */
export interface Operation<Request extends object, Response> {
  /** Name of the operation, sent as `x-acs-action`. */
  readonly action: string;
  readonly product: Product;
  /** API version, sent as `x-acs-version`. */
  readonly version: string;
  readonly verb: "GET" | "POST";
  /** Where the parameters travel. Sas operations use the query string, cloud-siem operations a form body. */
  readonly in: "query" | "body";
  readonly repeat: Repeat | ((request: Request) => Repeat);
  /** RAM action that permits the call. Default: `yundun-sas:` and the name of the operation. */
  readonly ramAction?: string;
  /** Turns the reply into `Response`, and a refusal inside HTTP 200 into a thrown `Refusal`. */
  readonly decode: (body: JsonObject) => Response;
}
