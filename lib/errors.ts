/** The error codes of the contract and their HTTP status. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** What a client is told: a code for the program, a message for the person, seconds until it may try again. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  retryAfter?: number;
}

/** A request that is answered with an error of the contract. Anything else thrown is a fault of ours. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = "Refused";
  }

  get body(): ErrorBody {
    const { code, message, retryAfter } = this;
    return retryAfter === undefined ? { code, message } : { code, message, retryAfter };
  }
}

/** A method that a path of the API does not have: the only refusal with a status of its own, 405. */
export class WrongMethod extends Refused {
  constructor(readonly allowed: readonly string[]) {
    super("invalid", `This address takes ${allowed.join(", ")} only.`);
  }
}

export const notFound = () => new Refused("not_found", "There is nothing here, or it is not yours to see.");
export const unauthenticated = () => new Refused("unauthenticated", "Please sign in.");
export const unavailable = (message = "Storage is not reachable right now. Please try again.") =>
  new Refused("unavailable", message, 2);
