/** TCP ports of the loopback interface, all different, on which nothing listens. */
export function freePorts(count: number): Promise<number[]>;
