/** Has Redis refused because somebody has put something of another type under the name of a key? */
export const isWrongType = ({ message }: Error): boolean => message.startsWith("WRONGTYPE");
