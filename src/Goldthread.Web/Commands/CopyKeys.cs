using Goldthread.Web.Storage.Copies;

namespace Goldthread.Web.Commands;

/// <summary>What backups are encrypted with, from the environment: others on the machine can read a command line.</summary>
internal static class CopyKeys
{
    /// <summary>The key for a new backup, from its settings; null when neither is set.</summary>
    /// <exception cref="UsageException">Both are set, or one does not do.</exception>
    public static BackupKey? Configured(bool withMasterKey)
    {
        var (passphrase, publicKey) = (Setting("GOLDTHREAD_BACKUP_PASSPHRASE"), Setting("GOLDTHREAD_BACKUP_PUBLIC_KEY"));
        if (passphrase is not null && publicKey is not null) throw new UsageException("set GOLDTHREAD_BACKUP_PASSPHRASE or GOLDTHREAD_BACKUP_PUBLIC_KEY, not both");
        if (passphrase is null && publicKey is null) return null;
        var ofMasterKey = !withMasterKey ? null : PassphraseOfMasterKey ?? throw new UsageException("--with-key puts the master key into the backup under a passphrase of its own: set GOLDTHREAD_KEY_PASSPHRASE");
        if (ofMasterKey is not null && ofMasterKey == passphrase) throw new UsageException("GOLDTHREAD_KEY_PASSPHRASE and GOLDTHREAD_BACKUP_PASSPHRASE are the same: whoever learnt one would have both");
        var (key, how) = passphrase is not null ? BundleKeys.FromPassphrase(passphrase) : BundleKeys.ForPublicKey(publicKey!);
        return new(key, how, ofMasterKey);
    }

    /// <summary>The key of a backup that is to be read.</summary>
    public static byte[] Open(BundleLock how, string? privateKey) => BundleKeys.Open(how, Setting("GOLDTHREAD_BACKUP_PASSPHRASE"), privateKey);

    /// <summary>The passphrase under which a master key lies in a backup; null when it is not set.</summary>
    public static string? PassphraseOfMasterKey => Setting("GOLDTHREAD_KEY_PASSPHRASE");

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
