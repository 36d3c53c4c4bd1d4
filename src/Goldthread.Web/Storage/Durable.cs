using System.Runtime.InteropServices;

namespace Goldthread.Web.Storage;

/// <summary>What the framework can't put onto the disk.</summary>
internal static class Durable
{
    /// <summary>Puts a folder's list of names onto the disk: a move is durable only when its folder is, and the framework opens no folder.
    /// Windows needs none of it.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Libc.Open(path, 0);
        if (folder < 0) throw new IOException($"The folder can't be opened to make it durable (error {Marshal.GetLastPInvokeError()})");
        var synced = Libc.Sync(folder);
        _ = Libc.Close(folder);
        if (synced != 0) throw new IOException("The folder can't be made durable");
    }

    private static class Libc
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Sync(int file);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int file);
    }
}
