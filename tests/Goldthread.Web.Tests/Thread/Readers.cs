using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Who reads what: what the tests of it share.</summary>
internal static class Readers
{
    /// <summary>Buttons of the page that says who sees a record.</summary>
    public const string Restrict = "Restrict it to these people", Lift = "Lift the restriction";

    /// <summary>Opens an address as each of them: the ones find it, for the others it does not exist.</summary>
    public static async Task ExpectAsync(this Board board, string address, Somebody[] opens, Somebody[] shut)
    {
        foreach (var (somebody, status) in opens.Select(s => (s, HttpStatusCode.OK)).Concat(shut.Select(s => (s, HttpStatusCode.NotFound))))
            Assert.True((await (await board.AsAsync(somebody)).OpenAsync(address)).Status == status, $"{somebody} should meet {status} at {address}");
    }

    /// <summary>Keeps records as they are.</summary>
    public static async Task KeepAsync(this Board board, params object[] records)
    {
        await using var db = board.OpenAll();
        db.AddRange(records);
        await db.SaveAsync(Command.Now("Tests: given"), TestContext.Current.CancellationToken);
    }

    /// <summary>A file with the readers of a record.</summary>
    public static StoredFile AFile(ConfidentialRecord record, string name = "Notes.txt")
    {
        StoredFile file = new(name, "text/plain", 5, record.Id.ToString("N") + record.Id.ToString("N"), new(2026, 9, 1), new(2026, 9, 1, 9, 0, 0, DateTimeKind.Utc), "tests");
        file.LimitLike(record);
        return file;
    }
}
