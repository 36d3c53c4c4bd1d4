using System.Text;
using Goldthread.Web.Features.Admin;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

[Trait("threat", "T15")]
[Trait("asvs", "V16.2.5")]
public class SecretsTests(Board board) : IClassFixture<Board>
{
    [Fact]
    public async Task A_changed_password_leaves_its_hash_in_its_own_column_and_nowhere_else()
    {
        await using var scope = board.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await users.FindByEmailAsync(Somebody.Officer.Email))!;
        Assert.True((await users.AddPasswordAsync(account, "a first long password")).Succeeded);
        var first = account.PasswordHash!;
        Assert.True((await users.ChangePasswordAsync(account, "a first long password", "a second long password")).Succeeded);
        var second = account.PasswordHash!;

        var places = await PlacesOfAsync(first, second, "a second long password");

        Assert.Equal([("AspNetUsers", second)], places);
    }

    [Fact]
    public async Task A_secret_key_of_an_authenticator_is_in_its_own_table_alone()
    {
        await using var scope = board.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await users.FindByEmailAsync(Somebody.Analyst.Email))!;
        await users.ResetAuthenticatorKeyAsync(account);
        var key = (await users.GetAuthenticatorKeyAsync(account))!;

        Assert.Equal([("AspNetUserTokens", key)], await PlacesOfAsync(key));
    }

    // Every text and every blob of every table, whatever the model knows of it.
    private async Task<List<(string Table, string Secret)>> PlacesOfAsync(params string[] secrets)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var db = board.OpenAll();
        var tables = await db.Database.SqlQueryRaw<string>(BoardApp.IsPostgres
            ? """select table_name::text as "Value" from information_schema.tables where table_schema = 'public'"""
            : "select name as Value from sqlite_master where type = 'table'").ToListAsync(stop);
        Assert.True(tables.Count > 30);
        List<(string, string)> places = [];
        await db.Database.OpenConnectionAsync(stop);
        foreach (var table in tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names of tables come from the database itself
            command.CommandText = BoardApp.IsPostgres ? $"select t::text from \"{table}\" t" : $"select * from \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                var row = string.Join('\n', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i).ToString()));
                places.AddRange(secrets.Where(s => row.Contains(s, StringComparison.Ordinal)).Select(s => (table, s)));
            }
        }
        return [.. places.Distinct()];
    }
}
