namespace Goldthread.Web.Storage;

/// <summary>Files and folders with secrets: from their first moment nobody but the owner of the process reads them. On Windows the
/// rights of the folder they lie in count.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode ReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, where there is none, and those above it that are missing: the framework gives the rights to the last alone.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.GetParent(path) is { Exists: false } above) MakeFolder(above.FullName);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, ReadAndWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file to write it; the caller closes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="mode">Whether there may be one already.</param>
    /// <param name="isRead">Whoever writes it goes back in it: a workbook's parts are not written one after another.</param>
    /// <param name="how">What the system should know of it.</param>
    /// <param name="bufferLength">Bytes that are gathered before they are written.</param>
    public static FileStream Write(string path, FileMode mode, bool isRead = false, FileOptions how = FileOptions.None, int bufferLength = 4096)
    {
        FileStreamOptions options = new() { Mode = mode, Access = isRead ? FileAccess.ReadWrite : FileAccess.Write, Options = how, BufferSize = bufferLength };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ReadAndWrite;
        return new(path, options);
    }
}
