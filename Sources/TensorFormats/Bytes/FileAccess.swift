// Who may do what with a file that takes the place of another one.
// SPDX-License-Identifier: Apache-2.0

import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gives a new file the owner, the group and the rights of the one whose place it takes.
///
/// - Owner and group are kept where the system allows it: always for root, the group for its
///   members.
/// - Of the mode only the rights to read, write and execute are kept. Set-user-id, set-group-id and
///   sticky bits never are: the file holds something else now.
/// - Nobody gets a right that the old file did not give. Where the group is lost, another one has
///   what the group and all others had; where an access list is lost, only the owner has any.
/// - Where the owner is lost, the file has no right that a new one would not have.
func keepAccess(
  of old: stat, at path: String, on descriptor: Int32
) throws(SystemError) {
  guard var new = status(of: descriptor) else { throw SystemError() }
  let usual = new.st_mode
  if new.st_uid != old.st_uid { fchown(descriptor, old.st_uid, .max) }
  if new.st_gid != old.st_gid { fchown(descriptor, .max, old.st_gid) }
  guard let owned = status(of: descriptor) else { throw SystemError() }
  new = owned
  let (keepsOwner, keepsGroup) = (new.st_uid == old.st_uid, new.st_gid == old.st_gid)
  var mode = old.st_mode & 0o777
  if !keepAccessList(of: path, on: descriptor, canCopy: keepsOwner && keepsGroup) {
    mode &= 0o700
  } else if !keepsGroup {
    let others = mode & mode >> 3 & 0o7
    mode = mode & 0o700 | others << 3 | others
  }
  if !keepsOwner { mode &= usual }
  // A file system without rights says that this is not permitted, and gives what it gives.
  guard fchmod(descriptor, mode) == 0 || errno == EPERM || errno == EOPNOTSUPP else {
    throw SystemError()
  }
}

/// What the system tells of an open file.
func status(of descriptor: Int32) -> stat? {
  var status = stat()
  return fstat(descriptor, &status) == 0 ? status : nil
}

#if os(Linux)
  /// Gives the new file the old one's access list, and takes away the one that its folder gave it;
  /// `false` where the old one has a list that the new one does not get.
  private func keepAccessList(of path: String, on descriptor: Int32, canCopy: Bool) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { list in
      let size = getxattr(path, accessList, list.baseAddress!, list.count)
      guard size > 0 else {
        fremovexattr(descriptor, accessList)
        return true
      }
      return canCopy && fsetxattr(descriptor, accessList, list.baseAddress!, size, 0) == 0
    }
  }

  private let accessList = "system.posix_acl_access"
#else
  private func keepAccessList(of path: String, on descriptor: Int32, canCopy: Bool) -> Bool { true }
#endif
