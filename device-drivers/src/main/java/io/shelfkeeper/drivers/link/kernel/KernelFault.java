package io.shelfkeeper.drivers.link.kernel;

/** Linux said no. */
public final class KernelFault extends Exception {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOTTY = 25;
  public static final int EOPNOTSUPP = 95;
  public static final int ETIMEDOUT = 110;
  public static final int EREMOTEIO = 121;

  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * @param what the call, and on what
   * @param errno as in {@code errno.h}, the same on x86-64 and arm64
   */
  public KernelFault(String what, int errno) {
    super(what + ": " + word(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  /** Whether there is no such device, or not any more. */
  public boolean isAbsent() {
    return errno == ENOENT || errno == ENODEV || errno == ENXIO;
  }

  /** Whether the user may not. */
  public boolean isDenied() {
    return errno == EACCES || errno == EPERM;
  }

  /**
   * What to do if the user may not.
   *
   * @param group that has the right
   * @param devices the kind of device, in the words of a systemd unit
   */
  public String remedy(String group, String devices) {
    return errno == EPERM
        ? "The unit lets the agent see no such device: DeviceAllow=%s rw in its drop-in, see the runbook."
            .formatted(devices)
        : joinGroup(group);
  }

  /** What to do for a user who is not in the group that has the right. */
  public static String joinGroup(String group) {
    return "Add the agent to the group %1$s: SupplementaryGroups=%1$s in the drop-in of its unit, see the runbook."
        .formatted(group);
  }

  private static String word(int errno) {
    return switch (errno) {
      case EPERM, EACCES -> "permission denied";
      case ENOENT -> "no such file";
      case EIO -> "input or output error";
      case ENXIO -> "no such device or address";
      case EBUSY -> "busy";
      case ENODEV -> "no such device";
      case EINVAL -> "invalid argument";
      case ENOTTY -> "not such a device";
      case EOPNOTSUPP -> "not supported";
      case ETIMEDOUT -> "timed out";
      case EREMOTEIO -> "no answer";
      default -> "error " + errno;
    };
  }
}
