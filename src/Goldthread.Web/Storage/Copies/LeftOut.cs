using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Admin;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Storage.Copies;

/// <summary>What an export leaves out, and why: what opens doors, and what means nothing in another place. Everything else of the model
/// is in it.</summary>
internal static class LeftOut
{
    /// <summary>Tables, with the reason.</summary>
    public static IReadOnlyDictionary<Type, string> Tables { get; } = new Dictionary<Type, string>
    {
        [typeof(Session)] = "who is signed in at this moment; that people signed in stands in the audit trail",
        [typeof(StoredCommand)] = "keeps a second press of a button from counting twice, for some hours",
        [typeof(Mail)] = "mails on their way; they would be sent twice",
        [typeof(Draft)] = "what somebody typed and has not sent: nobody but that person may read it, and nothing of it was saved",
        [typeof(Download)] = "long lists that somebody asked for as files; they are made anew",
        [typeof(WaitingFigure)] = "figures of an import that is still coming in; none of them stands yet",
        [typeof(WaitingSeries)] = "series of an import that is still coming in",
        [typeof(FigureImport)] = "files of figures that somebody is looking at before they come in",
        [typeof(DataProtectionKey)] = "keys of cookies and of codes in mails; a new place makes its own",
        [typeof(IdentityUserToken<Guid>)] = "secrets of second factors",
        [typeof(IdentityUserPasskey<Guid>)] = "passkeys, which work at one address only",
        [typeof(IdentityUserLogin<Guid>)] = "sign-ins by another service, which are set up anew",
        [typeof(IdentityUserClaim<Guid>)] = "not used",
    };

    /// <summary>Columns, with the reason. In a new place people choose a password and set up a second factor anew.</summary>
    public static IReadOnlyDictionary<string, string> AccountColumns { get; } = new Dictionary<string, string>
    {
        [nameof(Account.PasswordHash)] = "from it a password could be guessed",
        [nameof(Account.SecurityStamp)] = "ends sessions; a new place makes its own",
        [nameof(Account.ConcurrencyStamp)] = "tells two changes at once apart",
        [nameof(Account.AppKey)] = "from it every code of the authenticator app follows",
        [nameof(Account.AppSince)] = "goes with the app",
        [nameof(Account.AppStep)] = "goes with the app",
        [nameof(Account.RecoveryCodes)] = "stand in for the second factor",
        [nameof(Account.TwoFactorEnabled)] = "whoever kept only this could never sign in: passkeys are left out as well",
    };

    /// <summary>What an account begins with in a new place, by those of its columns that need a value; which stamp is no matter.</summary>
    public static IReadOnlyList<(ColumnShape Column, Func<object> Value)> AccountBegins { get; } =
    [
        (new(nameof(Account.SecurityStamp), ColumnKind.Text), () => Guid.NewGuid().ToString("N")),
        (new(nameof(Account.ConcurrencyStamp), ColumnKind.Text), () => Guid.NewGuid().ToString()),
        (new(nameof(Account.AppStep), ColumnKind.Integer), () => 0L),
        (new(nameof(Account.RecoveryCodes), ColumnKind.Text), () => ""),
        (new(nameof(Account.TwoFactorEnabled), ColumnKind.Truth), () => false),
    ];

    /// <summary>What no export holds and somebody put into one all the same: it would open doors in the new place. With the reason why it
    /// is left out.</summary>
    public static IEnumerable<(string Name, string Why)> Among(IEnumerable<CopiedTable> tables, BoardDb db)
    {
        var leftOut = Tables.Where(t => db.Model.FindEntityType(t.Key) is not null).ToDictionary(t => db.Model.FindEntityType(t.Key)!.GetTableName()!, t => t.Value, StringComparer.OrdinalIgnoreCase);
        var columns = AccountColumns.ToDictionary(StringComparer.OrdinalIgnoreCase); // one database takes a name in whatever case
        var accounts = AccountTable(db);
        foreach (var table in tables)
        {
            if (leftOut.TryGetValue(table.Name, out var why)) yield return (table.Name, why);
            if (!table.Name.Equals(accounts, StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var column in table.Columns) if (columns.TryGetValue(column.Name, out why)) yield return ($"{table.Name}.{column.Name}", why);
        }
    }

    /// <summary>The tables of an export.</summary>
    public static IReadOnlyList<TableShape> Exported(BoardDb db)
    {
        var model = db.GetService<IDesignTimeModel>().Model;
        var leftOut = Tables.Keys.Select(type => model.FindEntityType(type)?.GetTableName()).OfType<string>().ToHashSet();
        var accounts = AccountTable(db);
        return [.. TableShape.Of(db).Where(t => !leftOut.Contains(t.Name))
            .Select(t => t.Name == accounts ? t with { Columns = [.. t.Columns.Where(c => !AccountColumns.ContainsKey(c.Name))] } : t)];
    }

    /// <summary>Where accounts lie.</summary>
    public static string AccountTable(BoardDb db) => db.Model.FindEntityType(typeof(Account))!.GetTableName()!;

    /// <summary>Where values before and after lie, some of them encrypted.</summary>
    public static string HistoryTable(BoardDb db) => db.Model.FindEntityType(typeof(HistoryRow))!.GetTableName()!;
}
