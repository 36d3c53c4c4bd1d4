using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TellLeads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AboutId",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AboutPath",
                table: "outbox",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "AboutRef",
                table: "outbox",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "ForId",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_AboutId_PersonId",
                table: "outbox",
                columns: new[] { "AboutId", "PersonId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_AboutId_PersonId",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "AboutId",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "AboutPath",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "AboutRef",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "ForId",
                table: "outbox");
        }
    }
}
